package pdffilter

import "io"

// ReadAll reads r to its end and returns what it read, at most max bytes; a
// negative max counts as 0. The result grows with the data, whatever length
// the file claims. With an error the data read before it are returned too.
//
// Errors: ErrTooLarge when r holds more than max bytes; io.ErrNoProgress when
// r keeps returning neither data nor an error; else the error of r.
func ReadAll(r io.Reader, max int64) ([]byte, error) {
	const start = 512
	limited := LimitReader(r, max)
	data := make([]byte, 0, start)
	for idle := 0; idle < maxIdleReads; {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := limited.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		idle++
		if n > 0 {
			idle = 0
		}
	}
	return data, io.ErrNoProgress
}

// maxIdleReads is how many reads without data or error end in
// io.ErrNoProgress, as in package bufio.
const maxIdleReads = 100

// LimitReader returns a reader of r that fails with ErrTooLarge once r has
// yielded max bytes and holds more; a negative max counts as 0.
//
// It belongs between the stages of a filter chain: the bound on the end of
// the chain cannot see an early stage that expands without limit into bytes,
// such as white space, which a later stage drops.
func LimitReader(r io.Reader, max int64) io.Reader {
	if max < 0 {
		max = 0
	}
	return &limitReader{r: r, left: max}
}

type limitReader struct {
	r    io.Reader
	left int64
	err  error
}

func (l *limitReader) Read(p []byte) (int, error) {
	if l.err != nil || len(p) == 0 {
		return 0, l.err
	}
	if l.left == 0 {
		return 0, l.probe()
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	l.err = err
	return n, err
}

// probe tells an input that ends at the limit from one that goes on.
func (l *limitReader) probe() error {
	var one [1]byte
	n, err := l.r.Read(one[:])
	if n > 0 {
		err = ErrTooLarge
	}
	l.err = err
	return err
}
