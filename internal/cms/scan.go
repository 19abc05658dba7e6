package cms

// header is the identifier and length octets of one BER element.
type header struct {
	size        int  // octets of the header itself
	tagSize     int  // octets of the identifier
	length      int  // of the content; -1 if indefinite
	constructed bool // the content is elements
	padded      bool // the length has more octets than DER allows
	tag         byte // first identifier octet
}

// readHeader reads the header at the start of b.
func readHeader(b []byte) (h header, ok bool) {
	if len(b) < 2 {
		return h, false
	}
	h.tag, h.constructed = b[0], b[0]&0x20 != 0
	n := 1
	if b[0]&0x1f == 0x1f { // high tag number, at most four octets more
		for n < len(b) && n < 4 && b[n]&0x80 != 0 {
			n++
		}
		n++
		if n >= len(b) || b[n-1]&0x80 != 0 {
			return h, false
		}
	}
	h.tagSize = n
	first := b[n]
	n++
	switch {
	case first < 0x80:
		h.length = int(first)
	case first == 0x80:
		h.length = -1
		if !h.constructed {
			return h, false
		}
	default:
		count := int(first & 0x7f)
		if count > len(b)-n {
			return h, false
		}
		for _, c := range b[n : n+count] {
			if h.length > maxLength>>8 {
				return h, false
			}
			h.length = h.length<<8 | int(c)
		}
		h.padded = b[n] == 0 || h.length < 0x80
		n += count
	}
	h.size = n
	return h, true
}

// maxLength is far above any MaxSize that fits in memory on 32-bit machines.
const maxLength = 1<<31 - 1

// frame is an open constructed element.
type frame struct {
	end        int  // where it ends, or must have ended if indefinite
	indefinite bool // ended by end-of-contents octets
}

// scanner walks BER without recursion.
type scanner struct {
	limits Limits
	open   [defaultMaxDepth]frame
	depth  int
	count  int
	notDER bool // an indefinite or padded length, or a chunked string, was seen
	// visit, if set, is told of each element and, with the zero header, of
	// each end of contents.
	visit func(offset, depth int, h header)
}

// errTruncated is internal: scan turns it into the right public error.
var errTruncated = malformed("element is cut short")

// scan checks the structure of the first element of b and returns its length.
// It takes time linear in that length.
func (s *scanner) scan(b []byte) (int, error) {
	cut := false
	if len(b) > s.limits.MaxSize {
		b, cut = b[:s.limits.MaxSize], true
	}
	for pos := 0; ; {
		next, err := s.element(b, pos)
		if err == errTruncated && cut {
			return 0, &LimitError{Limit: "size", Max: s.limits.MaxSize}
		}
		if err != nil {
			return 0, err
		}
		pos = next
		for s.depth > 0 && !s.open[s.depth-1].indefinite && s.open[s.depth-1].end == pos {
			s.depth--
		}
		if s.depth == 0 {
			return pos, nil
		}
	}
}

// element reads one header at pos, enters the element if it is constructed
// and skips it otherwise. It returns the next offset, which is never beyond
// the end of any open element.
func (s *scanner) element(b []byte, pos int) (int, error) {
	s.count++
	if s.count > s.limits.MaxElements {
		return 0, &LimitError{Limit: "elements", Max: s.limits.MaxElements}
	}
	parent := frame{end: len(b)}
	if s.depth > 0 {
		parent = s.open[s.depth-1]
	}
	rest := b[pos:parent.end]
	if parent.indefinite && len(rest) >= 2 && rest[0] == 0 && rest[1] == 0 {
		s.depth--
		if s.visit != nil {
			s.visit(pos, s.depth, header{})
		}
		return pos + 2, nil
	}
	h, ok := readHeader(rest)
	switch {
	case !ok && len(rest) >= longestHeader:
		return 0, malformed("element header")
	case !ok || h.length > len(rest)-h.size:
		if parent.end == len(b) {
			return 0, errTruncated
		}
		return 0, malformed("element longer than its parent")
	case h.tag == 0:
		return 0, malformed("end of contents out of place")
	}
	if s.visit != nil {
		s.visit(pos, s.depth, h)
	}
	s.notDER = s.notDER || h.length < 0 || h.padded || isChunked(h)
	if !h.constructed {
		return pos + h.size + h.length, nil
	}
	return pos + h.size, s.enter(pos+h.size, h.length, parent)
}

// longestHeader is the most octets that readHeader may ask for.
const longestHeader = 4 + 1 + 127

// enter opens a constructed element whose content starts at pos.
func (s *scanner) enter(pos, length int, parent frame) error {
	if s.depth == s.limits.MaxDepth {
		return &LimitError{Limit: "depth", Max: s.limits.MaxDepth}
	}
	f := frame{end: parent.end, indefinite: length < 0}
	if length >= 0 {
		f.end = pos + length
	}
	s.open[s.depth] = f
	s.depth++
	return nil
}

// isChunked reports whether an element is a string type of the universal class
// in its constructed form, which DER forbids (X.690, 10.2).
func isChunked(h header) bool {
	if !h.constructed || h.tag&0xc0 != 0 {
		return false
	}
	switch h.tag & 0x1f {
	case 3, 4, 12, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30:
		return true
	}
	return false
}
