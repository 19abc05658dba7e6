package signature

import (
	"errors"
	"time"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdf"
)

// judgement carries one signature from the file's structure to its verdicts.
type judgement struct {
	c        *candidate
	geometry geometry
	sub      string
	sd       *cms.SignedData
	signer   *cms.Signer
	imprint  *cms.TSTInfo
	stamps   []*stamp   // timestamps of the signature value
	verified cms.Result // how the signature value was checked
	cert     *cert.Certificate
	hashes   []*hashJob
	certs    [][]byte // certificates that the file offers beside the CMS
	prefix   []byte   // the first bytes of the file
	missing  bool     // the certificate is in neither
	out      Signature
}

// The sub-filters, ISO 32000-2 Table 255 and ISO 32000-1 12.8.3.
const (
	subDetached  = "adbe.pkcs7.detached"
	subCAdES     = "ETSI.CAdES.detached"
	subSHA1      = "adbe.pkcs7.sha1"
	subRSASHA1   = "adbe.x509.rsa_sha1"
	subTimestamp = "ETSI.RFC3161"
)

// prepare reads what there is to know of a signature before its ranges are
// hashed, and asks for the digests.
func (d *Document) prepare(c *candidate, withinLimit bool) *judgement {
	j := &judgement{c: c, geometry: c.geometry(d)}
	j.out = Signature{
		Field: c.field, Kind: KindSignature, TimeSource: TimeNone, Role: RoleUnknown,
		Trust: notJudged(),
	}
	sub, _ := d.name(c, "SubFilter")
	j.sub, j.out.SubFilter = sub, sub
	kind, _ := d.name(c, "Type")
	switch {
	case c.usage:
		j.out.Kind = KindUsageRights
	case kind == "DocTimeStamp", sub == subTimestamp:
		j.out.Kind = KindDocumentTimestamp
	}
	j.out.ClaimedTime = c.statedTime()
	j.out.Revision = d.signedRevision(j.geometry)
	j.out.CoversWholeFile = j.geometry.reason == "" && j.geometry.end == d.file.Size()
	if d.file.Locked() != nil {
		j.note(NoteLocked)
	}
	if c.loose {
		j.note(NoteNotInForm)
	}
	if !withinLimit {
		j.fail(Unsupported, ReasonLimit)
		return j
	}
	d.prepareValue(j, kind)
	return j
}

func (d *Document) name(c *candidate, key pdf.Name) (string, bool) {
	if c.dict == nil {
		return "", false
	}
	o, err := c.view.Resolve(c.dict.Get(key))
	n, ok := o.(pdf.Name)
	return string(n), ok && err == nil
}

// fail records the first reason against the integrity of the signature.
func (j *judgement) fail(s IntegrityStatus, r Reason) {
	if j.out.Integrity.Status == "" {
		j.out.Integrity = Integrity{Status: s, Reason: r}
	}
}

// prepareValue parses the signature value, even where the geometry is wrong
// already, so that the report can name who is said to have signed.
func (d *Document) prepareValue(j *judgement, kind string) {
	if r := j.geometry.reason; r != "" {
		if r == ReasonEncrypted || r == ReasonLimit {
			j.fail(Unsupported, r)
		}
		j.fail(Broken, r)
	}
	value := []byte(j.geometry.contents.Value)
	if len(value) == 0 || allZero(j.geometry.contents.Value) {
		return
	}
	if len(value) > d.limits.ContentsBytes {
		j.fail(Unsupported, ReasonLimit)
		return
	}
	j.certs = j.c.certificates()
	switch j.sub {
	case subRSASHA1:
		j.want(cms.SHA1, cms.SHA256, cms.SHA384, cms.SHA512)
	case subDetached, subCAdES, subSHA1, subTimestamp:
		stamp := j.sub == subTimestamp // which Type must say; elsewhere it may be left out
		if (kind == "DocTimeStamp") != stamp && (kind != "" || stamp) {
			j.fail(Unsupported, ReasonTypeMismatch)
		}
		j.parse(value, d.limits)
	default:
		j.fail(Unsupported, ReasonSubFilter)
	}
}

// want asks for digests of the ranges, unless the ranges are wrong.
func (j *judgement) want(digests ...cms.Digest) {
	if j.geometry.reason != "" {
		return
	}
	for _, dg := range digests {
		j.hashes = append(j.hashes, &hashJob{
			digest: dg, gapStart: j.geometry.gapStart, gapEnd: j.geometry.gapEnd, end: j.geometry.end,
		})
	}
}

// sum returns the digest of the ranges, nil when it was not computed.
func (j *judgement) sum(d cms.Digest) []byte {
	for _, h := range j.hashes {
		if h.digest == d {
			return h.sum
		}
	}
	return nil
}

// parse reads the CMS and decides which digest of the ranges it needs.
func (j *judgement) parse(value []byte, limits Limits) {
	sd, rest, err := cms.Parse(value, cms.Limits{MaxSize: limits.ContentsBytes})
	if err != nil {
		var over *cms.LimitError
		if errors.As(err, &over) {
			j.fail(Unsupported, ReasonLimit)
		}
		j.fail(Broken, ReasonCMSMalformed)
		return
	}
	if !allZero(rest) {
		j.fail(Broken, ReasonContentsTrailing)
	}
	j.sd = sd
	switch len(sd.Signers) {
	case 0:
		j.fail(Broken, ReasonNoSigner)
		return
	case 1:
	default:
		j.fail(Unsupported, ReasonSeveralSigners)
	}
	j.signer = &sd.Signers[0]
	j.claim()
	j.readStamps()
	digest, err := j.rangeDigest()
	if err != nil {
		j.failWith(err)
		return
	}
	j.out.DigestAlgorithm = digest.Name()
	j.want(digest)
}

// rangeDigest tells by which algorithm the ranges were hashed.
func (j *judgement) rangeDigest() (cms.Digest, error) {
	switch j.sub {
	case subSHA1:
		return cms.SHA1, nil
	case subTimestamp:
		if j.sd.EncapContentType != cms.OIDTSTInfo || !j.sd.HasContent {
			return 0, cms.ErrContentTypeMismatch
		}
		info, err := cms.ParseTSTInfo(j.sd.Content)
		if err != nil {
			return 0, err
		}
		j.imprint = info
		j.out.ClaimedTime = info.Time
		return info.Digest()
	}
	return j.signer.Digest()
}

// claim reads the time that the signer states in the CMS. M, outside of it but
// signed as well, comes first: it carries a time zone, which tools common in
// Việt Nam get wrong in the CMS attribute.
func (j *judgement) claim() {
	at, ok := j.signer.SigningTime()
	if !ok {
		return
	}
	if j.out.ClaimedTime.IsZero() {
		j.out.ClaimedTime = at
		return
	}
	switch diff := at.Sub(j.out.ClaimedTime).Abs(); {
	case diff <= maxClockSkew:
	case (diff - vietnamOffset).Abs() <= maxClockSkew:
		j.note(NoteLocalTimeAsUTC)
	default:
		j.note(NoteTimesDiffer)
	}
}

// maxClockSkew is how far the two stated times may lie apart unremarked.
const maxClockSkew = 10 * time.Minute

func (j *judgement) note(n Note) { j.out.Notes = append(j.out.Notes, n) }

// certificates returns what Cert offers: one string, or an array of them.
func (c *candidate) certificates() [][]byte {
	o, err := c.view.Resolve(c.dict.Get("Cert"))
	if err != nil {
		return nil
	}
	list, ok := o.(pdf.Array)
	if !ok {
		list = pdf.Array{o}
	}
	var certs [][]byte
	for _, e := range list {
		if v, err := c.view.Resolve(e); err == nil {
			if s, ok := v.(pdf.String); ok && len(certs) < maxCertificates {
				certs = append(certs, []byte(s.Value))
			}
		}
	}
	return certs
}

// maxCertificates bounds the certificates taken from outside the CMS.
const maxCertificates = 64

// storedCertificates returns the certificates of the document security store
// (12.8.4.3), where long-term files keep those that a CMS leaves out.
func (d *Document) storedCertificates() [][]byte {
	v := d.file.View(len(d.file.Revisions()) - 1)
	root, err := v.Dict(v.Trailer().Get("Root"))
	if err != nil {
		return nil
	}
	store, err := v.Dict(root.Get("DSS"))
	if err != nil {
		return nil
	}
	o, err := v.Resolve(store.Get("Certs"))
	list, ok := o.(pdf.Array)
	if err != nil || !ok {
		return nil
	}
	var certs [][]byte
	for _, e := range list[:min(len(list), maxCertificates)] {
		o, err := v.Resolve(e)
		st, ok := o.(*pdf.Stream)
		if err != nil || !ok {
			continue
		}
		if data, err := v.Stream(st); err == nil {
			certs = append(certs, data)
		}
	}
	return certs
}

// describe fills in the signer's certificate.
func (j *judgement) describe(c *cert.Certificate) {
	j.cert = c
	j.out.Signer = &Signer{
		Certificate: describeCertificate(c), Title: statedTitle(c.Subject), Manager: organization(c.Issuer),
	}
}

// organization returns the last, most specific O of a name.
func organization(n cert.Name) string {
	values := n.Values("O")
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// describeCertificate puts a certificate into words.
func describeCertificate(c *cert.Certificate) Certificate {
	return Certificate{
		Subject: c.Subject.String(), CommonName: c.Subject.CommonName(), Organization: organization(c.Subject),
		Issuer: c.Issuer.String(), Serial: c.Serial, NotBefore: c.NotBefore, NotAfter: c.NotAfter,
		CertificateSHA256: c.Fingerprint(), Raw: c.Raw,
	}
}
