package signerregister

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ReadCSV reads a register from CSV: UTF-8 with or without a byte order mark, one
// line of column names, commas or semicolons between fields. Lines without any
// content are passed over.
//
// Errors: [ErrFormat], [ErrLimit]; those of r.
func ReadCSV(r io.Reader) (*Register, []Refusal, error) {
	var taken []numbered
	var refused []Refusal
	err := readCSV(r, func(row *row, refusal Refusal, ok bool) {
		var n numbered
		if ok {
			n, refusal, ok = row.entry()
		}
		if ok {
			taken = append(taken, n)
		} else {
			refused = append(refused, refusal)
		}
	})
	if err != nil {
		return nil, nil, fmt.Errorf("signerregister: read CSV: %w", err)
	}
	register, refused := build(taken, refused)
	return register, refused, nil
}

// byteOrderMark is what Excel puts before UTF-8.
const byteOrderMark = "\uFEFF"

// readAll reads a file of bounded size that must be UTF-8.
func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > MaxBytes:
		return nil, ErrLimit
	case !utf8.Valid(data):
		return nil, fmt.Errorf("%w: not in UTF-8", ErrFormat)
	}
	return bytes.TrimPrefix(data, []byte(byteOrderMark)), nil
}

// readCSV passes on every line but the first.
func readCSV(r io.Reader, each func(*row, Refusal, bool)) error {
	data, err := readAll(r)
	if err != nil {
		return err
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = separator(data), -1, true
	names, err := in.Read()
	if err != nil {
		return syntaxError(err)
	}
	columns, err := readColumns(names)
	if err != nil {
		return err
	}
	for count := 0; ; count++ {
		fields, err := in.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return syntaxError(err)
		}
		if count == MaxEntries {
			return ErrLimit
		}
		line, _ := in.FieldPos(0)
		row, ok := columns.row(fields)
		if row.line = line; !ok || !row.empty() {
			each(&row, Refusal{Line: line, Why: WhyFields}, ok)
		}
	}
}

// syntaxError says where the syntax is broken. Where a quotation mark is missing,
// nobody knows which lines it swallowed, so that the whole file is refused.
func syntaxError(err error) error {
	var at *csv.ParseError
	switch {
	case err == io.EOF:
		return fmt.Errorf("%w: empty", ErrFormat)
	case errors.As(err, &at):
		return fmt.Errorf("%w: quotation marks in line %d", ErrFormat, at.StartLine)
	}
	return err
}

// separator tells the fields' separator by the line of column names.
func separator(data []byte) rune {
	names, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
	if bytes.Count(names, []byte(";")) > bytes.Count(names, []byte(",")) {
		return ';'
	}
	return ','
}

// fileColumns tells which column each field belongs to.
type fileColumns []column

func readColumns(names []string) (fileColumns, error) {
	var columns fileColumns
	var seen [columnCount]bool
	for i, name := range names {
		c, ok := columnOf(name)
		switch {
		case !ok:
			return nil, fmt.Errorf("%w: column %d has an unknown name", ErrFormat, i+1)
		case c != colIgnored && seen[c]:
			return nil, fmt.Errorf("%w: column %s twice", ErrFormat, columnNames[c].english)
		case c != colIgnored:
			seen[c] = true
		}
		columns = append(columns, c)
	}
	if !seen[colRole] || !seen[colSHA256] && !(seen[colIssuer] && seen[colSerial]) {
		return nil, fmt.Errorf("%w: a column for the role or the certificate is missing", ErrFormat)
	}
	return columns, nil
}

// row sorts the fields of a line. Empty ones may be left out or added at its end.
func (columns fileColumns) row(fields []string) (row, bool) {
	var r row
	for i, field := range fields {
		field = strings.TrimSpace(field)
		switch {
		case i >= len(columns):
			if field != "" {
				return r, false
			}
		case columns[i] != colIgnored:
			r.fields[columns[i]] = strings.Clone(field)
		}
	}
	return r, true
}
