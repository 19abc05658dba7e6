package dvcqg

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxDepth bounds nesting: lists of supplements hold lists of papers.
const maxDepth = 10

// read decodes strictly into a request. Errors hold nothing of the text.
func read(b []byte, request any) error {
	wrong := func(what string) error { return fmt.Errorf("dvcqg: read request: %w: %s", ErrPayload, what) }
	switch {
	case len(b) > MaxRequest:
		return wrong("too large")
	case !utf8.Valid(b):
		return wrong("not UTF-8")
	}
	walk := walker{Decoder: json.NewDecoder(bytes.NewReader(b))}
	if problem := walk.value(0); problem != "" {
		return wrong(problem)
	}
	if _, err := walk.Token(); err != io.EOF {
		return wrong("text behind the end")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(request); err != nil {
		return wrong("a field is unknown or of another type")
	}
	return nil
}

// walker looks for what the decoder lets through: repeated names, names in other
// letters, null.
type walker struct{ *json.Decoder }

// value reads one value, and returns what is wrong with it.
func (w walker) value(depth int) string {
	t, err := w.Token()
	switch {
	case err != nil:
		return "not JSON"
	case t == nil:
		return "null"
	case depth > maxDepth:
		return "nested too deep"
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return ""
	}
	seen := map[string]bool{}
	for w.More() {
		if delim == '{' {
			name, err := w.Token()
			if err != nil {
				return "not JSON"
			}
			key, ok := name.(string)
			if !ok || seen[key] || !names()[key] {
				return "a name is repeated or unknown"
			}
			seen[key] = true
		}
		if problem := w.value(depth + 1); problem != "" {
			return problem
		}
	}
	if _, err := w.Token(); err != nil {
		return "not JSON"
	}
	return ""
}

// names are those of all fields, exactly as they are written.
var names = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, request := range []any{Synchronise{}, ReportProgress{}} {
		collect(reflect.TypeOf(request), known)
	}
	return known
})

func collect(t reflect.Type, known map[string]bool) {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[Moment]() {
		return
	}
	for f := range t.NumField() {
		field := t.Field(f)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			name = field.Name
		}
		if !field.Anonymous {
			known[name] = true
		}
		collect(field.Type, known)
	}
}
