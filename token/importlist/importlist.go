package importlist

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/xuri/excelize/v2"
)

var (
	// ErrHead reports a list whose columns are not told.
	ErrHead = errors.New("no line names the columns")
	// ErrLimit reports a list beyond the bounds.
	ErrLimit = errors.New("the list is too long")
	// ErrFormat reports a file that is no list of the kind.
	ErrFormat = errors.New("the file cannot be read")
)

// Bounds of a list.
const (
	MaxBytes = 64 << 20 // of the file
	MaxLines = 500_000
	// maxUnzipped bounds a spreadsheet once it is unpacked, and one of its parts.
	maxUnzipped = 512 << 20
	// headWithin is how many lines may stand before the head.
	headWithin = 30
)

// Options says what a list leaves out.
type Options struct {
	Kind    token.SubscriberKind // where there is no kind; zero refuses the row
	Manager string               // where there is no managing agency; zero refuses it
	Sheet   string               // of a spreadsheet; zero: the first
}

// List is a list as it was read. Rows, refused and blank lines come to Lines, the
// number of lines below the head.
type List struct {
	Rows    []token.ImportRow
	Refused []Refusal
	Blank   int
	Lines   int
}

// ReadCSV reads a list of comma-, semicolon- or tab-separated values in UTF-8.
//
// Errors: [ErrHead], [ErrLimit], those of the reader.
func ReadCSV(r io.Reader, o Options) (List, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return List{}, fmt.Errorf("importlist: read csv: %w", err)
	case len(b) > MaxBytes:
		return List{}, fmt.Errorf("importlist: read csv: %w", ErrLimit)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	c := csv.NewReader(bufio.NewReader(bytes.NewReader(b)))
	c.Comma, c.FieldsPerRecord = separator(b), -1
	l := newLister(o)
	for {
		cells, err := c.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return l.end("csv")
		case errors.As(err, &bad):
			l.bad(bad.StartLine, bad.Line)
			continue
		case err != nil:
			return List{}, fmt.Errorf("importlist: read csv: %w", err)
		}
		line, _ := c.FieldPos(0)
		if err := l.take(line, cells); err != nil {
			return List{}, fmt.Errorf("importlist: read csv: %w", err)
		}
	}
}

// separator is the one that the first lines have most of.
func separator(b []byte) rune {
	start := b[:min(len(b), 4096)]
	best, most := ',', 0
	for _, r := range ",;\t" {
		if n := strings.Count(string(start), string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

// ReadXLSX reads a list from a sheet of a spreadsheet.
//
// Errors: [ErrHead], [ErrLimit], [ErrFormat], those of the reader.
func ReadXLSX(r io.Reader, o Options) (List, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return List{}, fmt.Errorf("importlist: read xlsx: %w", err)
	case len(b) > MaxBytes:
		return List{}, fmt.Errorf("importlist: read xlsx: %w", ErrLimit)
	}
	// Raw values: dates come as numbers, not in the form of some country.
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return List{}, fmt.Errorf("importlist: read xlsx: %w", ErrFormat)
	}
	l, err := readSheet(f, o)
	if closed := f.Close(); err == nil && closed != nil {
		err = closed
	}
	if err != nil {
		return List{}, fmt.Errorf("importlist: read xlsx: %w", err)
	}
	return l.end("xlsx")
}

func readSheet(f *excelize.File, o Options) (*lister, error) {
	sheet := o.Sheet
	if sheet == "" {
		sheet = f.GetSheetName(0)
	}
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, ErrFormat
	}
	l := newLister(o)
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, errors.Join(ErrFormat, rows.Close())
		}
		if err := l.take(line, cells); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
	}
	if rows.Error() != nil {
		return nil, errors.Join(ErrFormat, rows.Close())
	}
	return l, rows.Close()
}

// lister collects a list line by line.
type lister struct {
	list   List
	reader reader
	lines  int
}

func newLister(o Options) *lister {
	return &lister{reader: reader{options: o, seen: map[string]int{}}}
}

// take takes a line: the head, what stands before it, or a row.
func (l *lister) take(line int, cells []string) error {
	if l.lines++; l.lines > MaxLines {
		return ErrLimit
	}
	if l.reader.head == nil {
		h, ok := headOf(cells)
		switch {
		case ok:
			l.reader.head = h
		case l.lines > headWithin:
			return ErrHead
		}
		return nil
	}
	l.list.Lines++
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		l.list.Blank++
		return nil
	}
	row, refused := l.reader.row(line, cells)
	if refused != nil {
		l.list.Refused = append(l.list.Refused, *refused)
		return nil
	}
	l.list.Rows = append(l.list.Rows, row)
	return nil
}

// bad takes lines that are none of the format; a quotation mark that is not closed
// runs over many.
func (l *lister) bad(first, last int) {
	l.list.Lines++
	l.list.Refused = append(l.list.Refused, Refusal{first, "",
		motcua.Textf("dòng %d đến %d sai định dạng CSV", "lines %d to %d are not well-formed CSV", first, last)})
}

func (l *lister) end(format string) (List, error) {
	if l.reader.head == nil {
		return List{}, fmt.Errorf("importlist: read %s: %w", format, ErrHead)
	}
	return l.list, nil
}
