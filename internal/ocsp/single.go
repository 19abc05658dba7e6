package ocsp

import (
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cert/der"
	"github.com/motcua/motcua/internal/revocation"
)

// certID names a certificate by hashes (RFC 6960, 4.1.1).
type certID struct {
	hash              der.Algorithm
	nameHash, keyHash []byte
	serial            *big.Int
}

// single is one SingleResponse (RFC 6960, 4.2.1).
type single struct {
	id                     certID
	status                 revocation.Status
	revokedAt              time.Time
	reason                 int
	thisUpdate, nextUpdate time.Time
	invalidityDate         time.Time
	archiveCutoff          time.Time
	critical               string // OID of an unknown critical extension, or ""
}

func readSingle(list *cryptobyte.String) (single, error) {
	s := single{reason: revocation.NoReason}
	var seq, next cryptobyte.String
	var present bool
	if !list.ReadASN1(&seq, asn1.SEQUENCE) {
		return s, malformed("answer")
	}
	if !readCertID(&seq, &s.id) {
		return s, malformed("certificate identifier")
	}
	if !s.readStatus(&seq) {
		return s, malformed("certificate status")
	}
	if !der.ReadTime(&seq, &s.thisUpdate) || !seq.ReadOptionalASN1(&next, &present, context(0)) {
		return s, malformed("update times")
	}
	if present && (!der.ReadTime(&next, &s.nextUpdate) || !next.Empty() || s.nextUpdate.Before(s.thisUpdate)) {
		return s, malformed("next update")
	}
	extensions, err := readExtensions(&seq)
	if err != nil {
		return s, err
	}
	if !seq.Empty() {
		return s, malformed("octets after answer")
	}
	return s, s.apply(extensions)
}

func readCertID(s *cryptobyte.String, id *certID) bool {
	var seq, name, key cryptobyte.String
	id.serial = new(big.Int)
	ok := s.ReadASN1(&seq, asn1.SEQUENCE) && der.ReadAlgorithm(&seq, &id.hash) &&
		seq.ReadASN1(&name, asn1.OCTET_STRING) && seq.ReadASN1(&key, asn1.OCTET_STRING) &&
		der.ReadInteger(&seq, id.serial) && seq.Empty()
	id.nameHash, id.keyHash = name, key
	return ok
}

// readStatus reads CertStatus: good [0], revoked [1] or unknown [2], implicit.
func (s *single) readStatus(seq *cryptobyte.String) bool {
	var content cryptobyte.String
	var tag asn1.Tag
	if !seq.ReadAnyASN1(&content, &tag) {
		return false
	}
	switch tag {
	case asn1.Tag(0).ContextSpecific():
		s.status = revocation.Good
		return content.Empty()
	case context(1):
		s.status = revocation.Revoked
		return s.readRevoked(&content)
	case asn1.Tag(2).ContextSpecific():
		s.status = revocation.Unknown
		return content.Empty()
	}
	return false
}

func (s *single) readRevoked(info *cryptobyte.String) bool {
	var reason cryptobyte.String
	var present bool
	if !der.ReadTime(info, &s.revokedAt) || !info.ReadOptionalASN1(&reason, &present, context(0)) || !info.Empty() {
		return false
	}
	return !present || reason.ReadASN1Enum(&s.reason) && reason.Empty()
}

// apply reads the extensions. The reason in the status comes first: the
// extension of list entries only says it again.
func (s *single) apply(extensions []cert.Extension) error {
	for _, e := range extensions {
		ok := true
		switch e.OID {
		case oidArchiveCutoff:
			ok = wholeTime(e.Value, &s.archiveCutoff)
		case oidInvalidityDate:
			ok = wholeTime(e.Value, &s.invalidityDate)
		case oidReasonCode:
			reason, value := 0, cryptobyte.String(e.Value)
			ok = value.ReadASN1Enum(&reason) && value.Empty()
			if s.reason == revocation.NoReason && s.status == revocation.Revoked {
				s.reason = reason
			}
		case oidCRLReferences: // where the responder has it from
		default:
			if e.Critical {
				s.critical = e.OID
			}
		}
		if !ok {
			return malformed("extension " + e.OID)
		}
	}
	return nil
}

// answer is what the single response says, before anybody vouches for it.
func (s *single) answer() revocation.Answer {
	return revocation.Answer{
		Kind:           revocation.OCSP,
		Status:         s.status,
		ThisUpdate:     s.thisUpdate,
		NextUpdate:     s.nextUpdate,
		RevokedAt:      s.revokedAt,
		InvalidityDate: s.invalidityDate,
		Reason:         s.reason,
		RetainsSince:   s.archiveCutoff,
	}
}
