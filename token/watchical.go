package token

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/motcua/motcua"
)

// FeedOptions tunes [WriteWatchFeed].
type FeedOptions struct {
	Language motcua.Language
	// Stamp is when the feed was made.
	Stamp time.Time
	// Domain ends the identifiers of the events, as in “h56.gov.vn”; empty:
	// “motcua.invalid”.
	Domain string
	// Nameless leaves the subscribers' names out.
	Nameless bool
}

// WriteWatchFeed writes the items as an iCalendar object (RFC 5545): an event of a
// whole day for each, with an identifier that stays the same from feed to feed. A
// certificate that can still be renewed has a second event on the last day for
// asking.
//
// Errors: those of the writer.
func WriteWatchFeed(w io.Writer, items []WatchItem, o FeedOptions) error {
	f := &feed{w: bufio.NewWriter(w), o: o}
	if f.o.Domain == "" {
		f.o.Domain = "motcua.invalid"
	}
	f.line("BEGIN", "VCALENDAR")
	f.line("VERSION", "2.0")
	f.line("PRODID", "-//motcua//token//VI")
	f.line("CALSCALE", "GREGORIAN")
	for _, i := range items {
		if i.On.IsZero() {
			continue
		}
		f.event(i, i.On, "")
		if !i.RenewBy.IsZero() {
			f.event(i, i.RenewBy, "-renew")
		}
	}
	f.line("END", "VCALENDAR")
	if err := f.w.Flush(); err != nil {
		return fmt.Errorf("token: write feed: %w", err)
	}
	return nil
}

// feed writes content lines; the buffered writer keeps the first error.
type feed struct {
	w *bufio.Writer
	o FeedOptions
}

func (f *feed) event(i WatchItem, day motcua.Date, suffix string) {
	compact := func(d motcua.Date) string { return strings.ReplaceAll(d.String(), "-", "") }
	id := sha256.Sum256([]byte(strings.Join([]string{string(i.Kind), i.Certificate, i.Device}, "\x00")))
	title := []string{i.Summary().In(f.o.Language)}
	if !f.o.Nameless && i.Name != "" {
		title = append([]string{i.Name}, title...)
	}
	f.line("BEGIN", "VEVENT")
	f.line("UID", hex.EncodeToString(id[:16])+suffix+"@"+escapeText(f.o.Domain))
	f.line("DTSTAMP", f.o.Stamp.UTC().Format("20060102T150405Z"))
	f.line("DTSTART;VALUE=DATE", compact(day))
	f.line("DTEND;VALUE=DATE", compact(day.AddDays(1)))
	f.line("SUMMARY", escapeText(strings.Join(title, ": ")))
	var about []string
	for _, part := range []string{i.Certificate, i.Device, string(i.State)} {
		if part != "" {
			about = append(about, part)
		}
	}
	f.line("DESCRIPTION", escapeText(strings.Join(about, "\n")))
	f.line("CATEGORIES", escapeText(string(i.Kind)))
	f.line("TRANSP", "TRANSPARENT")
	f.line("END", "VEVENT")
}

// foldAt is the length of a content line in bytes, without its end (RFC 5545,
// 3.1).
const foldAt = 75

// line writes a content line, folded between characters.
func (f *feed) line(name, value string) {
	s := name + ":" + value
	room := foldAt
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		f.w.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], foldAt-1
	}
	f.w.WriteString(s + "\r\n")
}

// escapeText escapes a text value (RFC 5545, 3.3.11); other control characters,
// which no text may hold, become “�”.
func escapeText(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(visible(l))
	}
	return strings.Join(lines, `\n`)
}
