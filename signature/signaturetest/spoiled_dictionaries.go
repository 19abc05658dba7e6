package signaturetest

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// spoiledDictionaries are universal signature forgeries: a signature
// dictionary whose entries are missing or of a wrong type, so that a careless
// reader skips the check; and the signature wrapping attack.
func spoiledDictionaries() []recipe {
	bad := want(invalid, sig().is(broken))
	edits := []struct {
		name, title, titleVI string
		edit                 func([]byte) ([]byte, error)
	}{
		{"contents-missing", "Contents is missing", "Thiếu Contents", replaceOnce("/Contents <", "/Contentz <")},
		{"contents-null", "Contents is null", "Contents là null", overwriteContents("null")},
		{"contents-zero", "Contents holds only zeros", "Contents chỉ gồm số 0", overwriteContents("<" + strings.Repeat("0", 500) + ">")},
		{"contents-void", "Contents is a string of length zero", "Contents là chuỗi rỗng", overwriteContents("<>")},
		{"contents-name", "Contents is a name", "Contents là một tên", overwriteContents("/Signed")},
		{"contents-dangling", "Contents refers to nothing", "Contents trỏ tới đối tượng không tồn tại", overwriteContents("99 0 R")},
		{"byterange-missing", "ByteRange is missing", "Thiếu ByteRange", replaceOnce("/ByteRange", "/ByteRangz")},
		{"byterange-null", "ByteRange is null", "ByteRange là null", overwriteByteRange("null")},
		{"byterange-string", "ByteRange is a string", "ByteRange là một chuỗi", overwriteByteRange("(0 0 0 0)")},
		{"byterange-number", "ByteRange is a number", "ByteRange là một số", overwriteByteRange("0")},
		{"byterange-nulls", "ByteRange holds nulls", "ByteRange gồm các giá trị null", overwriteByteRange("[null null null null]")},
		{"byterange-names", "ByteRange holds names", "ByteRange gồm các tên", overwriteByteRange("[/a /b /c /d]")},
		{"byterange-reals", "ByteRange holds fractions", "ByteRange gồm số thập phân", overwriteByteRange("[0.5 10.5 20.5 30.5]")},
		{"byterange-nested", "ByteRange holds arrays", "ByteRange gồm các mảng lồng nhau", overwriteByteRange("[[0 10] [20 30]]")},
		{"byterange-dangling", "ByteRange refers to nothing", "ByteRange trỏ tới đối tượng không tồn tại", overwriteByteRange("99 0 R")},
	}
	var out []recipe
	for _, e := range edits {
		out = append(out, recipe{name: "forged-" + e.name, title: e.title, titleVI: e.titleVI,
			want: bad, steps: signed(personal), after: e.edit})
	}
	return append(out,
		recipe{name: "signature-wrapping",
			title:   "Signature wrapping: the signed end was moved and a forged page stands in between",
			titleVI: "Tấn công bọc chữ ký: chèn nội dung giả vào giữa hai vùng đã ký",
			want:    bad, steps: signed(personal), after: wrap(secondByteRange)},
		recipe{name: "signature-wrapping-forged-dictionary",
			title:   "Signature wrapping with a signature dictionary of the attacker's",
			titleVI: "Tấn công bọc chữ ký với từ điển chữ ký giả",
			want:    bad, steps: signed(personal), after: wrap(secondDictionary)})
}

// overwriteContents puts another value where Contents was; the room left over
// becomes white space, so that all offsets stay.
func overwriteContents(value string) func([]byte) ([]byte, error) {
	return overwriteValue("/Contents <", ">", value)
}

func overwriteByteRange(value string) func([]byte) ([]byte, error) {
	return overwriteValue("/ByteRange [", "]", value)
}

func overwriteValue(open, closing, value string) func([]byte) ([]byte, error) {
	return func(file []byte) ([]byte, error) {
		start, end, err := find(file, open, closing)
		if err != nil {
			return nil, err
		}
		if len(value) > end-start {
			return nil, errors.New("signaturetest: spoil file: value needs more room")
		}
		copy(file[start:end], fmt.Sprintf("%-*s", end-start, value))
		return file, nil
	}
}

// find returns where the value that begins with the last byte of open starts
// and ends, delimiters included.
func find(file []byte, open, closing string) (start, end int, err error) {
	start = bytes.Index(file, []byte(open))
	if start < 0 {
		return 0, 0, errors.New("signaturetest: spoil file: entry not found")
	}
	start += len(open) - 1
	return start, start + bytes.Index(file[start:], []byte(closing)) + 1, nil
}

// moved is where signature wrapping puts the second signed range.
const moved = 100_000

// wrap is the signature wrapping attack: the zeros that pad Contents give room
// for another ByteRange, a forged object and a forged cross-reference section
// just where startxref points; the second signed range moves behind them. Both
// ranges still hold the signed bytes. The value's end and what names the new
// place are written by dictionary, which returns where the signature
// dictionary now is, or 0.
func wrap(dictionary func(out, value []byte, tail int) ([]byte, int)) func([]byte) ([]byte, error) {
	return func(file []byte) ([]byte, error) {
		start, end, err := find(file, "/Contents <", ">")
		if err != nil {
			return nil, err
		}
		value, err := firstElement(file[start+1 : end-1])
		if err != nil {
			return nil, err
		}
		xref := bytes.LastIndex(file, []byte("\nxref\n")) + 1
		table := file[xref+len("xref\n"):]
		table = table[:bytes.Index(table, []byte("startxref"))]
		tail := file[end:]

		out, forged := dictionary(bytes.Clone(file[:start]), value, len(tail))
		page := len(out)
		out = fmt.Appendf(out, "5 0 obj\n%s\nendobj\n", forgedPage())
		out = append(pad(out, xref), fmt.Sprintf("xref\n5 1\n%010d 00000 n \n", page)...)
		genuine := bytes.LastIndex(file[:start], []byte("7 0 obj"))
		out = append(out, moveEntries(table, func(offset int) int {
			switch {
			case offset >= end:
				return offset + moved - end
			case offset == genuine && forged != 0:
				return forged
			}
			return offset
		})...)
		return append(pad(out, moved), tail...), nil
	}
}

// secondByteRange repeats the key in the same dictionary: the last one counts
// for most readers.
func secondByteRange(out, value []byte, tail int) ([]byte, int) {
	start := len(out)
	return fmt.Appendf(out, "<%x> /ByteRange [0 %d %d %d] >>\nendobj\n", value, start, moved, tail), 0
}

// secondDictionary leaves the genuine one to itself.
func secondDictionary(out, value []byte, tail int) ([]byte, int) {
	start := len(out)
	out = fmt.Appendf(out, "<%x> >>\nendobj\n", value)
	at := len(out)
	return fmt.Appendf(out, "7 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s "+
		"/ByteRange [0 %d %d %d] /Contents <%x> >>\nendobj\n", SubFilterPKCS7Detached, start, moved, tail, value), at
}

// moveEntries changes the offsets in a cross-reference table.
func moveEntries(table []byte, to func(int) int) []byte {
	lines := bytes.SplitAfter(table, []byte("\n"))
	for i, line := range lines {
		var offset, gen int
		if _, err := fmt.Sscanf(string(line), "%010d %05d n", &offset, &gen); err == nil {
			lines[i] = fmt.Appendf(nil, "%010d %05d n \n", to(offset), gen)
		}
	}
	return bytes.Join(lines, nil)
}

// firstElement decodes the DER element at the start of hexadecimal digits.
func firstElement(digits []byte) ([]byte, error) {
	raw, err := hex.DecodeString(string(digits))
	if err != nil {
		return nil, err
	}
	var element asn1.RawValue
	_, err = asn1.Unmarshal(raw, &element)
	return element.FullBytes, err
}

// pad appends spaces up to that size.
func pad(b []byte, size int) []byte {
	return append(b, bytes.Repeat([]byte(" "), max(0, size-len(b)))...)
}

// forgedPage is a content stream that shows another amount.
func forgedPage() string {
	lines := decision()
	lines[len(lines)-1] = forgedAmount
	return stream(nil, showLines(lines, 72, 770, 12))
}
