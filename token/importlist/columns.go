package importlist

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Column is what a column holds.
type Column string

// The columns.
const (
	Certificate Column = "certificate" // identifier of the record; without it the serial number
	Serial      Column = "serial"
	Subscriber  Column = "subscriber" // identifier; without it the mail address, or one made of the serial number
	Mail        Column = "mail"
	Name        Column = "name"
	Kind        Column = "kind"
	Manager     Column = "manager"
	Left        Column = "left"
	NotBefore   Column = "not before"
	NotAfter    Column = "not after"
	State       Column = "state"
	Ended       Column = "ended"
	Renewals    Column = "renewals"
	Device      Column = "device"
	Model       Column = "model"
	Holder      Column = "holder"
)

// Columns lists the columns with the names by which they are known, without
// accents and in small letters. The slice is fresh.
func Columns() []struct {
	Column Column
	Names  []string
} {
	type known = struct {
		Column Column
		Names  []string
	}
	return []known{
		{Certificate, []string{"certificate", "ma chung thu so", "ma chung thu"}},
		{Serial, []string{"serial", "serial number", "so hieu chung thu so", "so hieu chung thu", "so hieu", "so serial", "serial chung thu so"}},
		{Subscriber, []string{"subscriber", "ma thue bao", "ma can bo", "so dinh danh"}},
		{Mail, []string{"mail", "email", "e-mail", "thu dien tu", "dia chi thu dien tu", "dia chi email"}},
		{Name, []string{"name", "ho ten", "ho va ten", "ten thue bao", "thue bao"}},
		{Kind, []string{"kind", "loai", "loai thue bao", "loai chung thu so", "doi tuong"}},
		{Manager, []string{"manager", "don vi", "co quan", "co quan quan ly", "co quan quan ly truc tiep", "ten co quan", "don vi quan ly"}},
		{Left, []string{"left", "ngay nghi", "ngay nghi viec", "ngay nghi huu", "ngay chuyen cong tac"}},
		{NotBefore, []string{"not before", "valid from", "ngay cap", "hieu luc tu", "ngay hieu luc", "ngay bat dau", "co hieu luc tu"}},
		{NotAfter, []string{"not after", "valid to", "expires", "ngay het han", "het han", "hieu luc den", "ngay het hieu luc"}},
		{State, []string{"state", "status", "trang thai", "tinh trang"}},
		{Ended, []string{"ended", "revoked", "ngay thu hoi"}},
		{Renewals, []string{"renewals", "so lan gia han", "gia han"}},
		{Device, []string{"device", "token", "thiet bi", "so hieu thiet bi", "ma thiet bi", "serial token", "serial thiet bi"}},
		{Model, []string{"model", "loai thiet bi", "ten thiet bi"}},
		{Holder, []string{"holder", "nguoi giu", "nguoi quan ly", "nguoi su dung"}},
	}
}

// plain drops accents, case, punctuation and double blanks.
func plain(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// head is the place of each column.
type head map[Column]int

// headOf reads a head; false for a line that names fewer than two columns.
func headOf(cells []string) (head, bool) {
	h := head{}
	for i, c := range cells {
		name := plain(c)
		for _, known := range Columns() {
			for _, n := range known.Names {
				if _, taken := h[known.Column]; n == name && !taken {
					h[known.Column] = i
				}
			}
		}
	}
	return h, len(h) >= 2
}

// get returns a cell without blanks at its ends, "" where there is none.
func (h head) get(cells []string, c Column) string {
	i, ok := h[c]
	if !ok || i >= len(cells) {
		return ""
	}
	return norm.NFC.String(strings.TrimSpace(cells[i]))
}
