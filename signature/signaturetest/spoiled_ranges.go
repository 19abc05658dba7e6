package signaturetest

import (
	"fmt"
	"math"
)

// spoiledRanges are documents whose ByteRange has a wrong shape although the
// CMS signs just the bytes that it names: only a check of the shape finds them.
func spoiledRanges() []recipe {
	bad := want(invalid, sig().is(broken))
	shapes := []struct {
		name, title, titleVI string
		ranges               func(start, end, size int) []int
	}{
		{"gap-too-big", "The gap is wider than Contents", "Khoảng hở rộng hơn vùng chữ ký",
			func(s, e, n int) []int { return []int{0, s - 10, e, n - e} }},
		{"gap-too-big-after", "The gap reaches beyond Contents", "Khoảng hở vượt quá vùng chữ ký",
			func(s, e, n int) []int { return []int{0, s, e + 8, n - e - 8} }},
		{"gap-too-small", "The gap leaves out a part of Contents", "Khoảng hở hẹp hơn vùng chữ ký",
			func(s, e, n int) []int { return []int{0, s, e - 200, n - e + 200} }},
		{"gap-without-delimiters", "The gap leaves out the delimiters of Contents", "Khoảng hở không gồm dấu ngoặc của Contents",
			func(s, e, n int) []int { return []int{0, s + 1, e - 1, n - e + 1} }},
		{"one-pair", "ByteRange has only one pair", "ByteRange chỉ có một cặp",
			func(s, _, _ int) []int { return []int{0, s} }},
		{"three-pairs", "ByteRange has three pairs and a second gap", "ByteRange có ba cặp và khoảng hở thứ hai",
			func(s, e, n int) []int { return []int{0, 100, 150, s - 150, e, n - e} }},
		{"odd-count", "ByteRange has three numbers", "ByteRange có ba số",
			func(s, e, _ int) []int { return []int{0, s, e} }},
		{"no-numbers", "ByteRange is an empty array", "ByteRange rỗng",
			func(int, int, int) []int { return []int{} }},
		{"all-zero", "ByteRange covers nothing", "ByteRange không phủ byte nào",
			func(int, int, int) []int { return []int{0, 0, 0, 0} }},
		{"not-from-start", "ByteRange does not begin at the first byte", "ByteRange không bắt đầu từ byte đầu tiên",
			func(s, e, n int) []int { return []int{9, s - 9, e, n - e} }},
		{"overlapping", "The ranges overlap", "Các vùng chồng lên nhau",
			func(s, _, _ int) []int { return []int{0, s, s - 100, 100} }},
		{"outside-file", "A range ends outside the file", "Vùng ký vượt ra ngoài tệp",
			func(s, e, n int) []int { return []int{0, s, e, n - e + 1000} }},
		{"beyond-file", "A range begins outside the file", "Vùng ký bắt đầu ngoài tệp",
			func(s, _, n int) []int { return []int{0, s, n + 1000, 1000} }},
		{"huge", "The numbers are as large as they can be", "Các số lớn đến mức tràn",
			func(s, e, _ int) []int { return []int{0, s, e, math.MaxInt64} }},
		{"negative", "A length is negative", "Độ dài âm",
			func(s, e, n int) []int { return []int{0, s, e, e - n} }},
		{"negative-offset", "An offset is negative", "Vị trí âm",
			func(s, e, n int) []int { return []int{-1, s, e, n - e} }},
		{"swapped", "The ranges are in the wrong order", "Các vùng bị đảo thứ tự",
			func(s, e, n int) []int { return []int{e, n - e, 0, s} }},
	}
	var out []recipe
	for _, s := range shapes {
		out = append(out, recipe{name: "byterange-" + s.name, title: s.title, titleVI: s.titleVI, want: bad,
			steps: signed(options(personal).with(func(o *SignOptions) { o.ranges = s.ranges }))})
	}
	// Whether a range that ends too early breaks the signature or leaves a
	// later change uncovered is a matter of taste; valid it is not.
	short := options(personal).with(func(o *SignOptions) {
		o.ranges = func(s, e, n int) []int { return []int{0, s, e, n - e - 30} }
	})
	return append(out, recipe{name: "byterange-tail-uncovered",
		title:   "The end of the revision is not covered",
		titleVI: "Phần cuối của phiên bản không được ký",
		want:    want(invalid), steps: signed(short)}, recipe{name: "byterange-redefined",
		title:   "ByteRange is an object of its own, which an update replaces",
		titleVI: "ByteRange nằm ở đối tượng riêng và bị thay sau khi ký",
		want:    want(invalid), steps: redefinedRange})
}

// redefinedRange hides an update from a reader that takes ByteRange from the
// last revision: the new numbers claim to reach the end of the file.
func redefinedRange(d *Doc) {
	d.Commit()
	num := d.Add(fmt.Sprintf("[%*s]", rangeWidth-2, ""))
	d.objects[num].plain = true
	o := personal()
	o.rangeObject = num
	o.entries = dictOf("ByteRange", d.Ref(num))
	var start, end int
	o.ranges = func(s, e, n int) []int {
		start, end = s, e
		return []int{0, s, e, n - e}
	}
	d.Sign(o)
	d.Set(d.contentOf(0), forgedPage())
	claim := fmt.Sprintf("[0 %d %d ", start, end)
	const width = 10
	d.Set(num, claim+fmt.Sprintf("%*d]", width, 0))
	d.Commit()
	at := d.offsets[num] + len(fmt.Sprintf("%d 0 obj\n", num)) + len(claim)
	copy(d.out[at:at+width], fmt.Sprintf("%*d", width, len(d.out)-end))
}
