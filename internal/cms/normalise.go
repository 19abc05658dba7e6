package cms

// node is one element of the BER tree, in the order of the input.
type node struct {
	offset int // of the header in the input
	end    int // of the content in the input; only of primitive elements
	parent int // index of the parent, or -1
	length int // of the content in the output
	head   header
	kind   nodeKind
}

type nodeKind uint8

const (
	nodeElement nodeKind = iota // written with a header of its own
	nodeChunk                   // piece of a chunked string: content only
	nodeEnd                     // end of contents
)

// normalise rewrites one BER element as DER as far as lengths and chunked
// strings go: definite minimal lengths, primitive strings. What was DER keeps its
// bytes; sets aren't sorted. Time and memory are linear in
// the input, which scan has accepted.
func normalise(b []byte, limits Limits) ([]byte, error) {
	nodes, err := listNodes(b, limits)
	if err != nil {
		return nil, err
	}
	if err := classify(nodes); err != nil {
		return nil, err
	}
	measure(nodes)
	return emit(b, nodes), nil
}

// listNodes records the elements and where their contents end.
func listNodes(b []byte, limits Limits) ([]node, error) {
	var nodes []node
	var open [defaultMaxDepth]int // indices of the open constructed nodes
	s := scanner{limits: limits}
	s.visit = func(offset, depth int, h header) {
		parent := -1
		if depth > 0 {
			parent = open[depth-1]
		}
		if h.size == 0 { // end of the node that was opened at this depth
			nodes = append(nodes, node{offset: offset, parent: open[depth], kind: nodeEnd})
			return
		}
		if h.constructed && depth < len(open) {
			open[depth] = len(nodes)
		}
		nodes = append(nodes, node{offset: offset, end: offset + h.size + h.length, parent: parent, head: h})
	}
	_, err := s.scan(b)
	return nodes, err
}

// classify decides what happens to each node. Parents come before children.
func classify(nodes []node) error {
	for i := range nodes {
		n := &nodes[i]
		if n.kind == nodeEnd {
			continue
		}
		if n.parent >= 0 && inString(nodes, n.parent) {
			if n.head.tag&^0x20 != nodes[n.parent].head.tag&^0x20 {
				return malformed("chunk of another type")
			}
			n.kind = nodeChunk
			continue
		}
		if n.head.tag == 0x23 {
			return malformed("BIT STRING in chunks")
		}
	}
	return nil
}

// inString reports whether a node is a chunked string or part of one.
func inString(nodes []node, i int) bool {
	return nodes[i].kind == nodeChunk || isChunked(nodes[i].head)
}

// measure computes output lengths, children before parents.
func measure(nodes []node) {
	for i := len(nodes) - 1; i >= 0; i-- {
		n := &nodes[i]
		if n.kind == nodeEnd {
			continue
		}
		if !n.head.constructed {
			n.length = n.end - n.offset - n.head.size
		}
		total := n.length
		if n.kind != nodeChunk {
			total += n.head.tagSize + lengthSize(n.length)
		}
		if n.parent >= 0 {
			nodes[n.parent].length += total
		}
	}
}

func emit(b []byte, nodes []node) []byte {
	root := nodes[0]
	out := make([]byte, 0, root.head.tagSize+lengthSize(root.length)+root.length)
	for _, n := range nodes {
		if n.kind == nodeEnd {
			continue
		}
		if n.kind != nodeChunk {
			first := n.head.tag
			if isChunked(n.head) {
				first &^= 0x20
			}
			out = append(out, first)
			out = append(out, b[n.offset+1:n.offset+n.head.tagSize]...)
			out = appendLength(out, n.length)
		}
		if !n.head.constructed {
			out = append(out, b[n.offset+n.head.size:n.end]...)
		}
	}
	return out
}

// lengthSize is the number of octets of a DER length.
func lengthSize(n int) int {
	size := 1
	if n >= 0x80 {
		for ; n > 0; n >>= 8 {
			size++
		}
	}
	return size
}

// appendLength appends a DER length.
func appendLength(out []byte, n int) []byte {
	if n < 0x80 {
		return append(out, byte(n))
	}
	count := lengthSize(n) - 1
	out = append(out, 0x80|byte(count))
	for shift := (count - 1) * 8; shift >= 0; shift -= 8 {
		out = append(out, byte(n>>shift))
	}
	return out
}
