package pdffilter

// undoPNG decodes a row in place (PNG, ISO/IEC 15948 §9). Above is the row
// before, no shorter than the row, or empty, which counts as zeros; pixel is
// the distance to the byte left.
func undoPNG(tag byte, row, above []byte, pixel int) error {
	const none, sub, up, average, paeth = 0, 1, 2, 3, 4
	switch tag {
	case none:
	case sub:
		undoSub(row, pixel)
	case up:
		undoUp(row, above)
	case average:
		undoAverage(row, above, pixel)
	case paeth:
		undoPaeth(row, above, pixel)
	default:
		return corrupt("predictor", "unknown PNG row tag")
	}
	return nil
}

func undoSub(row []byte, pixel int) {
	for i := pixel; i < len(row); i++ {
		row[i] += row[i-pixel]
	}
}

func undoUp(row, above []byte) {
	if len(above) < len(row) {
		return // above the first row: zeros
	}
	above = above[:len(row)]
	for i := range row {
		row[i] += above[i]
	}
}

func undoAverage(row, above []byte, pixel int) {
	if len(above) < len(row) {
		for i := pixel; i < len(row); i++ {
			row[i] += row[i-pixel] / 2
		}
		return
	}
	above = above[:len(row)]
	for i := range min(pixel, len(row)) {
		row[i] += above[i] / 2
	}
	for i := pixel; i < len(row); i++ {
		row[i] += byte((int(row[i-pixel]) + int(above[i])) / 2)
	}
}

func undoPaeth(row, above []byte, pixel int) {
	if len(above) < len(row) {
		// With zeros above, the nearest of the three is the left.
		undoSub(row, pixel)
		return
	}
	above = above[:len(row)]
	for i := range min(pixel, len(row)) {
		row[i] += above[i] // with zeros on the left, the nearest is the one above
	}
	for i := pixel; i < len(row); i++ {
		row[i] += nearest(row[i-pixel], above[i], above[i-pixel])
	}
}

// nearest is the Paeth predictor: of left, above and upper left the one
// nearest to left + above − upper left, in this order on a tie.
func nearest(left, above, corner byte) byte {
	a, b, c := int(left), int(above), int(corner)
	da, db, dc := abs(b-c), abs(a-c), abs(a+b-2*c)
	switch {
	case da <= db && da <= dc:
		return left
	case db <= dc:
		return above
	}
	return corner
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// undoTIFF decodes a row in place (TIFF 6.0 §14): every sample is the
// difference to the one of its colour on the left. It returns the length of
// the row without half of a sample, which a row that is cut off may end with.
func (s rowShape) undoTIFF(row []byte) int {
	switch s.bits {
	case 8:
		undoSub(row, s.colors)
	case 16:
		row = row[:len(row)/2*2]
		left := 2 * s.colors
		for i := left; i < len(row); i += 2 {
			sum := uint(row[i])<<8 + uint(row[i+1]) + uint(row[i-left])<<8 + uint(row[i-left+1])
			row[i], row[i+1] = byte(sum>>8), byte(sum)
		}
	default:
		s.undoTIFFBits(row)
	}
	return len(row)
}

// undoTIFFBits is undoTIFF for samples smaller than a byte.
func (s rowShape) undoTIFFBits(row []byte) {
	perByte := 8 / s.bits
	mask := byte(1<<s.bits - 1)
	for i := s.colors; i < min(s.samples, len(row)*perByte); i++ {
		left := i - s.colors
		leftShift := s.bits * (perByte - 1 - left%perByte)
		shift := s.bits * (perByte - 1 - i%perByte)
		sample := row[i/perByte]>>shift + row[left/perByte]>>leftShift
		row[i/perByte] = row[i/perByte]&^(mask<<shift) | sample&mask<<shift
	}
}
