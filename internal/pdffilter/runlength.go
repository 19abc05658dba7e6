package pdffilter

import "io"

// runStage decodes RunLengthDecode (ISO 32000-2 §7.4.5), a run a step.
type runStage struct{ src io.ByteReader }

func (s *runStage) step(dst []byte) ([]byte, error) {
	const endOfData = 128
	length, err := s.src.ReadByte()
	switch {
	case err != nil:
		return dst, endOfInput("RunLengthDecode", err)
	case length == endOfData:
		return dst, io.EOF
	case length < endOfData:
		return s.literal(dst, int(length)+1)
	}
	c, err := s.src.ReadByte()
	if err != nil {
		return dst, endOfInput("RunLengthDecode", err)
	}
	for range 257 - int(length) {
		dst = append(dst, c)
	}
	return dst, nil
}

// literal copies a run of n bytes.
func (s *runStage) literal(dst []byte, n int) ([]byte, error) {
	for range n {
		c, err := s.src.ReadByte()
		if err != nil {
			return dst, endOfInput("RunLengthDecode", err)
		}
		dst = append(dst, c)
	}
	return dst, nil
}
