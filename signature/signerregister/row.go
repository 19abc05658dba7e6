package signerregister

import (
	"math/big"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// column is a column of a register.
type column int

const (
	colSHA256 column = iota
	colIssuer
	colSerial
	colRole
	colHolder
	colAgency
	colAgencyID
	colTitle
	colAuthority
	colManager
	colFrom
	colLastDay
	colIgnored
	columnCount = colIgnored
)

// columnNames lists the names of each column as fold leaves them, after the
// English one as it is written.
var columnNames = [...]struct {
	english string
	folded  []string
}{
	colSHA256:    {"certificateSHA256", []string{"certificatesha256", "sha256", "mabamsha256", "mabam", "dauvantaysha256"}},
	colIssuer:    {"issuer", []string{"issuer", "tochuccap", "tochuccapchungthuso", "donvicap", "nguoicap"}},
	colSerial:    {"serial", []string{"serial", "serialnumber", "soseri", "sohieu", "sohieuchungthuso"}},
	colRole:      {"role", []string{"role", "vaitro", "loai"}},
	colHolder:    {"holder", []string{"holder", "hoten", "hovaten", "ten", "tenchuthe", "nguoiky"}},
	colAgency:    {"agency", []string{"agency", "coquan", "tencoquan", "coquantochuc"}},
	colAgencyID:  {"agencyID", []string{"agencyid", "madinhdanh", "madinhdanhcoquan", "macoquan"}},
	colTitle:     {"title", []string{"title", "chucdanh", "chucvu"}},
	colAuthority: {"authority", []string{"authority", "thamquyen", "thamquyenky"}},
	colManager:   {"manager", []string{"manager", "donviquanly", "coquanquanly"}},
	colFrom:      {"from", []string{"from", "tungay", "ngaybatdau"}},
	colLastDay:   {"lastDay", []string{"lastday", "denngay", "denhetngay", "ngayketthuc"}},
	colIgnored:   {"", []string{"", "stt", "no", "ghichu", "note", "notes"}},
}

// columnOf finds a column by a name.
func columnOf(name string) (column, bool) {
	folded := fold(name)
	for c := range columnNames {
		for _, n := range columnNames[c].folded {
			if n == folded {
				return column(c), true
			}
		}
	}
	return 0, false
}

// fold reduces a name to its letters and digits without marks, in lower case.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == 'đ', r == 'Đ':
			b.WriteByte('d')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// row is an entry as it was written.
type row struct {
	line   int
	fields [columnCount]string
}

// empty tells whether nothing is written in it.
func (r *row) empty() bool { return r.fields == [columnCount]string{} }

// entry reads a row.
func (r *row) entry() (numbered, Refusal, bool) {
	n := numbered{line: r.line}
	for c := range r.fields {
		if len(r.fields[c]) > MaxField {
			return n, Refusal{Line: r.line, Why: WhyTooLong, Column: columnNames[c].english}, false
		}
	}
	g := &n.Registration
	n.Issuer, g.Holder, g.Agency = r.fields[colIssuer], r.fields[colHolder], r.fields[colAgency]
	g.AgencyID, g.Title, g.Authority = r.fields[colAgencyID], r.fields[colTitle], r.fields[colAuthority]
	g.Manager = r.fields[colManager]
	for _, read := range []struct {
		column column
		into   func(string) bool
	}{
		{colSHA256, n.readDigest}, {colSerial, n.readSerial}, {colRole, n.readRole},
		{colFrom, func(s string) bool { return readDay(s, &g.InForce.From) }},
		{colLastDay, func(s string) bool { return readLastDay(s, &g.InForce.Until) }},
	} {
		if !read.into(r.fields[read.column]) {
			return n, Refusal{Line: r.line, Why: WhyValue, Column: columnNames[read.column].english}, false
		}
	}
	refusal, ok := n.check()
	return n, refusal, ok
}

// digits takes away what programs put between hexadecimal digits.
func digits(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", ":", "", "\u00a0", "", "\u200e", "").Replace(s))
}

func (n *numbered) readDigest(s string) bool {
	return n.CertificateSHA256.UnmarshalText([]byte(digits(s))) == nil
}

func (n *numbered) readSerial(s string) bool {
	s = strings.TrimPrefix(digits(s), "0x")
	if s == "" {
		return true
	}
	number := strings.TrimPrefix(s, "-")
	if number == "" || len(number) > maxSerialBits/4 || strings.Trim(number, "0123456789abcdef") != "" {
		return false
	}
	var ok bool
	n.Serial, ok = new(big.Int).SetString(s, 16)
	return ok
}

func (n *numbered) readRole(s string) bool {
	switch fold(s) {
	case "person", "canhan", "nguoicothamquyen":
		n.Role = signature.RolePerson
	case "agency", "coquan", "tochuc", "coquantochuc":
		n.Role = signature.RoleAgency
	default:
		return false
	}
	return true
}

// readDay reads a date, as the country writes it or as ISO 8601 has it.
func readDay(s string, into *motcua.Date) bool {
	if s == "" {
		return true
	}
	for _, layout := range []string{time.DateOnly, "2/1/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			*into = motcua.DateOf(t.Year(), t.Month(), t.Day())
			return true
		}
	}
	return false
}

// readLastDay reads the last day of a period. The last day that can be written
// stands for no end.
func readLastDay(s string, until *motcua.Date) bool {
	if !readDay(s, until) {
		return false
	}
	switch {
	case until.IsZero():
	case *until == motcua.DateOf(9999, time.December, 31):
		*until = motcua.Date{}
	default:
		*until = until.AddDays(1)
	}
	return true
}
