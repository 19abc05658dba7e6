package report

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// maxShownChanges bounds the changes listed without Verbose; the rest is
// counted.
const maxShownChanges = 5

// signature writes the block of one signature.
func (p *page) signature(r *signature.Result, index int) {
	s := &r.Signatures[index]
	p.signatureTitle(s, index, len(r.Signatures))
	p.signer(s)
	p.times(s)
	p.labelled(motcua.Text{VI: "Phần được ký", EN: "Signed part"}, p.in(coverageText(s, r.Revisions)))
	p.integrity(s)
	p.changes(s)
	p.trust(s)
	for _, n := range s.Notes {
		p.labelled(motcua.Text{VI: "Lưu ý", EN: "Note"}, prose(p.in(n.Text())))
	}
	if p.opts.Verbose {
		p.technical(s)
	}
	p.findings(findingsOf(r, index))
}

func (p *page) signatureTitle(s *signature.Signature, index, count int) {
	title := p.in(kindWord(s.Kind)) + " " + strconv.Itoa(index+1) + "/" + strconv.Itoa(count)
	switch field := shown(s.Field); {
	case field != "":
		title += p.in(motcua.Textf(" – trường “%s”", " – field “%s”", field))
	default:
		title += p.in(motcua.Text{VI: " – không thuộc trường nào", EN: " – held by no field"})
	}
	p.line("  ", 4, title)
}

func (p *page) signer(s *signature.Signature) {
	who := motcua.Text{VI: "Người ký", EN: "Signer"}
	if s.Kind == signature.KindDocumentTimestamp {
		who = motcua.Text{VI: "Nơi cấp dấu", EN: "Issued by"}
	}
	if s.Signer == nil {
		p.labelled(who, p.in(motcua.Text{
			VI: "không rõ: không có chứng thư số hoặc không đọc được",
			EN: "unknown: there is no certificate, or it cannot be read",
		}))
		return
	}
	name := shown(s.Signer.CommonName)
	if name == "" {
		name = shown(s.Signer.Subject)
	}
	p.labelled(who, name)
	if org := shown(s.Signer.Organization); org != "" {
		p.labelled(motcua.Text{VI: "Cơ quan, tổ chức", EN: "Organisation"}, org)
	}
	if s.Kind == signature.KindSignature {
		p.labelled(motcua.Text{VI: "Ký với tư cách", EN: "Signed as"}, p.in(roleText(s)))
	}
	p.labelled(motcua.Text{VI: "Nơi cấp", EN: "Issuer"}, shown(s.Signer.Issuer))
	if s.Signer.Manager != "" {
		p.labelled(motcua.Text{VI: "Đơn vị quản lý", EN: "Managed by"}, shown(s.Signer.Manager))
	}
	p.labelled(motcua.Text{VI: "Hạn chứng thư", EN: "Certificate life"},
		clockTime(s.Signer.NotBefore)+" – "+clockTime(s.Signer.NotAfter))
}

// roleText tells in which quality the signer signed, and by what that is known.
func roleText(s *signature.Signature) motcua.Text {
	switch s.Role {
	case signature.RolePerson:
		return named(motcua.Text{VI: "cá nhân có thẩm quyền", EN: "competent person"}, s.Registered)
	case signature.RoleAgency:
		return named(motcua.Text{VI: "cơ quan, tổ chức", EN: "agency"}, s.Registered)
	}
	if why := s.RegisterMiss.Text(); !why.IsZero() {
		return motcua.Text{VI: "chưa rõ. " + why.VI, EN: "unknown. " + why.EN}
	}
	return motcua.Text{
		VI: "chưa rõ: chưa dùng danh bạ người ký",
		EN: "unknown: no register of signers was used",
	}
}

// named adds the register's words to a role.
func named(role motcua.Text, r *signature.Registration) motcua.Text {
	if r == nil {
		return role
	}
	if more := joinKnown(r.Title, r.Agency); more != "–" {
		role.VI += " (" + more + ")"
		role.EN += " (" + more + ")"
	}
	return role
}

func (p *page) times(s *signature.Signature) {
	label := motcua.Text{VI: "Thời điểm ký", EN: "Time of signing"}
	by := motcua.Text{VI: "theo người ký khai", EN: "as claimed by the signer"}
	if s.Kind == signature.KindDocumentTimestamp {
		label = motcua.Text{VI: "Thời điểm", EN: "Time"}
		by = motcua.Text{VI: "theo nơi cấp dấu thời gian khai", EN: "as claimed by the timestamp authority"}
	}
	if s.ClaimedTime.IsZero() {
		p.labelled(label, p.in(motcua.Text{VI: "không ghi", EN: "not stated"}))
	} else {
		p.labelled(label, clockTime(s.ClaimedTime)+", "+p.in(by))
	}
	if !s.ProvenTime.IsZero() {
		p.labelled(motcua.Text{VI: "Không muộn hơn", EN: "Not later than"},
			clockTime(s.ProvenTime)+", "+p.in(timeSourceText(s.TimeSource)))
	}
	for i := range s.Timestamps {
		p.timestamp(&s.Timestamps[i])
	}
}

// timestamp writes one line about a timestamp of the signature value.
func (p *page) timestamp(t *signature.Timestamp) {
	m, word, why := markOpen, trustWord(t.Trust.Status), t.Trust.Reason.Text()
	switch {
	case t.Integrity.Status != signature.Intact:
		word, why = integrityWord(t.Integrity.Status), t.Integrity.Reason.Text()
		if t.Integrity.Status == signature.Broken {
			m = markBad
		}
	case t.Trust.Status == signature.Trusted:
		m, why = markGood, motcua.Text{}
	case t.Trust.Status == signature.Untrusted:
		m = markBad
	}
	text := prose(p.in(why))
	if t.Authority != nil {
		text = strings.TrimSpace(shown(t.Authority.CommonName) + ". " + text)
	}
	if !t.Time.IsZero() {
		text = strings.TrimSpace(clockTime(t.Time) + ", " + text)
	}
	p.labelledVerdict(motcua.Text{VI: "Dấu thời gian", EN: "Timestamp"}, m, p.in(word), text)
}

// clockTime writes a moment as the country does.
func clockTime(t time.Time) string {
	return motcua.VietnamTime(t).Format("02/01/2006 15:04:05") + " (UTC+7)"
}

func coverageText(s *signature.Signature, revisions int) motcua.Text {
	switch {
	case s.CoversWholeFile:
		return motcua.Text{VI: "toàn bộ tệp", EN: "the whole file"}
	case s.Revision == revisions:
		return motcua.Text{
			VI: "bản lưu cuối cùng, nhưng không phủ hết tệp",
			EN: "the last saved state, but not the whole file",
		}
	case s.Revision > 0:
		return motcua.Textf("bản lưu %d trong %d; sau khi ký tệp còn được lưu thêm",
			"saved state %d of %d; the file was saved again after signing", s.Revision, revisions)
	}
	return motcua.Text{
		VI: "không khớp với bản lưu nào của tệp",
		EN: "fits no saved state of the file",
	}
}

func (p *page) integrity(s *signature.Signature) {
	m, why := markOpen, s.Integrity.Reason.Text()
	switch s.Integrity.Status {
	case signature.Intact:
		m = markGood
		why = motcua.Text{
			VI: "Phần được ký đúng như lúc ký và chữ ký khớp với chứng thư số.",
			EN: "The signed part is as it was signed, and the signature fits the certificate.",
		}
	case signature.Broken:
		m = markBad
	}
	p.labelledVerdict(motcua.Text{VI: "Tính toàn vẹn", EN: "Integrity"},
		m, p.in(integrityWord(s.Integrity.Status)), prose(p.in(why)))
}

func (p *page) changes(s *signature.Signature) {
	c := s.Changes
	p.labelledVerdict(motcua.Text{VI: "Thay đổi sau ký", EN: "Later changes"},
		tristateMark(c.Permitted), p.in(permittedWord(c.Level, c.Permitted)), p.in(changesText(c)))
	hidden := 0
	listed := 0
	for _, d := range c.Details {
		if !p.opts.Verbose && (d.Permitted == signature.Yes || listed == maxShownChanges) {
			hidden++
			continue
		}
		listed++
		p.line(strings.Repeat(" ", labelColumn+2)+"• ", labelColumn+4, p.changeText(d))
	}
	if hidden > 0 && listed > 0 {
		p.line(strings.Repeat(" ", labelColumn+2), labelColumn+2,
			p.in(motcua.Textf("… và %d thay đổi khác", "… and %d more", hidden)))
	}
}

func (p *page) changeText(d signature.Change) string {
	var where []string
	if d.Revision > 0 {
		where = append(where, p.in(motcua.Textf("bản lưu %d", "saved state %d", d.Revision)))
	}
	if d.Object > 0 {
		where = append(where, p.in(motcua.Textf("đối tượng %d", "object %d", d.Object)))
	}
	if field := shown(d.Field); field != "" {
		where = append(where, p.in(motcua.Textf("trường “%s”", "field “%s”", field)))
	}
	text := prose(p.in(d.Code.Text()))
	if len(where) > 0 {
		text = strings.TrimSuffix(text, ".") + " (" + strings.Join(where, ", ") + ")."
	}
	if p.opts.Verbose {
		text = p.in(permittedWord(d.Level, d.Permitted)) + ": " + text
	}
	return text
}

func (p *page) trust(s *signature.Signature) {
	m, why := markOpen, s.Trust.Reason.Text()
	switch s.Trust.Status {
	case signature.Trusted:
		m = markGood
		why = motcua.Text{
			VI: "Chứng thư số do nơi được tin cậy cấp và có hiệu lực tại thời điểm xét.",
			EN: "The certificate is from a trusted issuer and was in force at the time considered.",
		}
	case signature.Untrusted:
		m = markBad
	}
	text := prose(p.in(why))
	if detail := shown(reasonDetail(&s.Trust)); detail != "" {
		text += " (" + detail + ")"
	}
	p.labelledVerdict(motcua.Text{VI: "Độ tin cậy", EN: "Trust"}, m, p.in(trustWord(s.Trust.Status)), text)
}

// reasonDetail is what the deciding condition speaks of.
func reasonDetail(t *signature.Trust) string {
	for _, c := range []signature.Condition{t.Chain, t.Validity, t.Scope, t.Revocation, t.Algorithms, t.ProofOfTime} {
		if c.Reason == t.Reason && c.Detail != "" {
			return c.Detail
		}
	}
	return ""
}

// technical writes what an expert asks for next.
func (p *page) technical(s *signature.Signature) {
	p.labelled(motcua.Text{VI: "Dạng chữ ký", EN: "Format"}, joinKnown(s.SubFilter, s.DigestAlgorithm, s.SignatureAlgorithm))
	if s.Signer == nil {
		return
	}
	p.labelled(motcua.Text{VI: "Chủ chứng thư", EN: "Subject"}, shown(s.Signer.Subject))
	if s.Signer.Serial != nil {
		p.labelled(motcua.Text{VI: "Số sê-ri", EN: "Serial number"}, shown(s.Signer.Serial.Text(16)))
	}
	p.labelled(motcua.Text{VI: "SHA-256", EN: "SHA-256"}, hex.EncodeToString(s.Signer.CertificateSHA256[:]))
}

func joinKnown(parts ...string) string {
	var known []string
	for _, part := range parts {
		if part = shown(part); part != "" {
			known = append(known, part)
		}
	}
	if len(known) == 0 {
		return "–"
	}
	return strings.Join(known, ", ")
}

func tristateMark(t signature.Tristate) mark {
	switch t {
	case signature.Yes:
		return markGood
	case signature.No:
		return markBad
	}
	return markOpen
}
