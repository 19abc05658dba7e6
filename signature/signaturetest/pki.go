package signaturetest

import (
	"crypto"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"sync"
	"time"
)

// Identity is a certificate with its private key. Those that this package
// returns are shared by all callers and must not be changed.
//
// Concurrency: safe, as long as nobody writes to it.
type Identity struct {
	Cert *x509.Certificate
	// Key is an *rsa.PrivateKey, *ecdsa.PrivateKey or ed25519.PrivateKey.
	Key crypto.Signer
	// Chain holds the issuers, nearest first, the root included.
	Chain []*x509.Certificate
}

// Root returns the trust anchor of the fictional government PKI.
func Root() *Identity { return rootIdentity() }

// SubCA returns the authority that issues the certificates of state agencies.
func SubCA() *Identity { return subIdentity() }

// PublicCA returns the root of a fictional public certification authority,
// whose names follow other conventions than the government's.
func PublicCA() *Identity { return publicIdentity() }

// Roots returns both trust anchors, Root and PublicCA.
func Roots() []*x509.Certificate {
	return []*x509.Certificate{Root().Cert, PublicCA().Cert}
}

// Person returns an official's signing certificate: C, O, OU, L and the name
// as CN, key usage non-repudiation only, RSA-2048.
func Person() *Identity { return personIdentity() }

// Agency returns the certificate of the agency that Person belongs to. Nothing
// but the text of the common name tells it from a person's.
func Agency() *Identity { return agencyIdentity() }

// Citizen returns a person's certificate of the public CA, which carries
// UID=CCCD:… and UID=MST:….
func Citizen() *Identity { return citizenIdentity() }

// Encryption returns a certificate whose common name ends in "(M)", as those
// for encryption do, and whose key usage does not allow signing.
func Encryption() *Identity { return encryptionIdentity() }

// Expired returns a certificate that ended on 2020-12-31.
func Expired() *Identity { return expiredIdentity() }

// Revoked returns a certificate that CRL lists and OCSP answers as revoked on
// 2025-01-15.
func Revoked() *Identity { return revokedIdentity() }

// P256 returns an official's certificate with an ECDSA key on P-256.
func P256() *Identity { return p256Identity() }

// P384 returns an official's certificate with an ECDSA key on P-384.
func P384() *Identity { return p384Identity() }

// Ed25519 returns an official's certificate with an Ed25519 key.
func Ed25519() *Identity { return ed25519Identity() }

// TSA returns the timestamp authority: extended key usage timeStamping,
// critical and alone (RFC 3161, 2.3).
func TSA() *Identity { return tsaIdentity() }

// OCSPResponder returns the delegated responder of SubCA (RFC 6960, 4.2.2.2).
func OCSPResponder() *Identity { return ocspIdentity() }

const (
	organisation = "Ủy ban nhân dân tỉnh Thử Nghiệm"
	department   = "Sở Nội vụ"
	authority    = "Ban Cơ yếu thử nghiệm"
)

var (
	rootIdentity = sync.OnceValue(func() *Identity {
		return issue(nil, certSpec{key: "root", serial: 1, ca: true,
			subject: name("C", "VN", "O", authority, "CN", "RootCA thử nghiệm Motcua")})
	})
	subIdentity = sync.OnceValue(func() *Identity {
		return issue(Root(), certSpec{key: "sub", serial: 0x7a01, ca: true,
			subject: name("C", "VN", "O", authority, "CN", "CA phục vụ các cơ quan Nhà nước (thử nghiệm)")})
	})
	publicIdentity = sync.OnceValue(func() *Identity {
		return issue(nil, certSpec{key: "public", serial: 2, ca: true,
			subject: name("C", "VN", "O", "Công ty Chữ ký số Không Có Thật", "CN", "CA công cộng (thử nghiệm)")})
	})
	personIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "person", serial: 0x1001, usage: x509.KeyUsageContentCommitment,
			subject: official("Nguyễn Thị Lấp Lánh Ánh"), email: "nttanh@thunghiem.example"})
	})
	agencyIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "agency", serial: 0x1002, usage: signingUsage,
			subject: name("C", "VN", "L", "Thử Nghiệm", "O", organisation, "CN", "Sở Nội vụ tỉnh Thử Nghiệm"),
			email:   "vanthu@thunghiem.example"})
	})
	citizenIdentity = sync.OnceValue(func() *Identity {
		return issue(PublicCA(), certSpec{key: "spare", serial: 0x2001, usage: signingUsage,
			subject: name("C", "VN", "ST", "Thử Nghiệm", "CN", "Đỗ Ướm Ỡm Ờ",
				"UID", "CCCD:000000000001", "UID", "MST:0000000001")})
	})
	encryptionIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "spare", serial: 0x1003,
			usage:   x509.KeyUsageKeyEncipherment | x509.KeyUsageDataEncipherment,
			subject: official("Nguyễn Thị Lấp Lánh Ánh (M)")})
	})
	expiredIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "spare", serial: 0x1004, usage: signingUsage,
			subject: official("Vũ Đã Hết Hạn"), from: date(2018, 1, 2), to: date(2020, 12, 31)})
	})
	revokedIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "spare", serial: 0x1005, usage: signingUsage,
			subject: official("Trần Bị Thu Hồi")})
	})
	p256Identity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "p256", serial: 0x1006, usage: signingUsage,
			subject: official("Phạm Đường Cong Ngắn")})
	})
	p384Identity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "p384", serial: 0x1007, usage: signingUsage,
			subject: official("Phạm Đường Cong Dài")})
	})
	ed25519Identity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "ed25519", serial: 0x1008, usage: signingUsage,
			subject: official("Lý Xoắn Ốc Ếch Ộp")})
	})
	tsaIdentity = sync.OnceValue(func() *Identity {
		return issue(Root(), certSpec{key: "tsa", serial: 0x7a02, usage: x509.KeyUsageDigitalSignature,
			subject: name("C", "VN", "O", authority, "CN", "TSA thử nghiệm"), extra: []pkix.Extension{timestampingOnly()}})
	})
	ocspIdentity = sync.OnceValue(func() *Identity {
		return issue(SubCA(), certSpec{key: "ocsp", serial: 0x1009, usage: x509.KeyUsageDigitalSignature,
			subject: name("C", "VN", "O", authority, "CN", "OCSP thử nghiệm"),
			extra:   []pkix.Extension{ocspSigning(), ocspNoCheck()}})
	})
)

const signingUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment

// certSpec is what differs from certificate to certificate.
type certSpec struct {
	key      string // name of the file that holds the key
	serial   int64
	subject  []byte // DER
	email    string
	ca       bool
	usage    x509.KeyUsage
	from, to time.Time // zero: 2024-01-02 to 2028-12-31, 2020 to 2040 for a CA
	extra    []pkix.Extension
}

// issue makes the certificate; without an issuer it is self-signed.
func issue(issuer *Identity, s certSpec) *Identity {
	key := loadKey(s.key)
	template := s.template(key)
	parent, signer := template, key
	var chain []*x509.Certificate
	if issuer != nil {
		parent, signer = issuer.Cert, issuer.Key
		chain = append([]*x509.Certificate{issuer.Cert}, issuer.Chain...)
	}
	der := must(x509.CreateCertificate(nil, template, parent, key.Public(), signer))
	return &Identity{Cert: must(x509.ParseCertificate(der)), Key: key, Chain: chain}
}

func (s certSpec) template(key crypto.Signer) *x509.Certificate {
	t := &x509.Certificate{
		SerialNumber:          big.NewInt(s.serial),
		RawSubject:            s.subject,
		NotBefore:             s.from,
		NotAfter:              s.to,
		KeyUsage:              s.usage,
		BasicConstraintsValid: true,
		IsCA:                  s.ca,
		SubjectKeyId:          keyID(key.Public()),
		ExtraExtensions:       s.extra,
		SignatureAlgorithm:    x509.SHA256WithRSA,
	}
	if s.email != "" {
		t.EmailAddresses = []string{s.email}
	}
	if s.ca {
		t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	} else {
		t.OCSPServer = []string{"http://ocsp.thunghiem.example"}
		t.CRLDistributionPoints = []string{"http://thunghiem.example/crl/cp.crl"}
	}
	if t.NotAfter.IsZero() {
		t.NotBefore, t.NotAfter = date(2024, 1, 2), date(2028, 12, 31)
		if s.ca {
			t.NotBefore, t.NotAfter = date(2018, 1, 1), date(2038, 1, 1)
		}
	}
	return t
}

// keyID is method 1 of RFC 5280, 4.2.1.2.
func keyID(pub crypto.PublicKey) []byte {
	sum := sha1.Sum(keyBits(pub))
	return sum[:]
}

// keyBits is the content of subjectPublicKey.
func keyBits(pub crypto.PublicKey) []byte {
	var spki struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	der := must(x509.MarshalPKIXPublicKey(pub))
	must(asn1.Unmarshal(der, &spki))
	return spki.Key.Bytes
}

func timestampingOnly() pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true,
		Value: tlv(tagSequence, derOID(1, 3, 6, 1, 5, 5, 7, 3, 8))}
}

func ocspSigning() pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37},
		Value: tlv(tagSequence, derOID(1, 3, 6, 1, 5, 5, 7, 3, 9))}
}

func ocspNoCheck() pkix.Extension {
	return pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 5}, Value: derNull()}
}

// date is midnight in Việt Nam.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, vietnam())
}

// vietnam is UTC+7, without need of a time zone database.
func vietnam() *time.Location { return time.FixedZone("+07", 7*60*60) }
