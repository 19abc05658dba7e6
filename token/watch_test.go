package token

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

// watched is a register with one of each thing to look after, on 2022-06-01.
func watched(t testing.TB) (*MemoryStore, time.Time) {
	t.Helper()
	at := moment(t, "2022-06-01 09:00")
	day := func(n int) time.Time { return at.AddDate(0, 0, n) }
	cert := func(id string, s LifeState, notAfter time.Time) CertificateRecord {
		return CertificateRecord{ID: id, Subscriber: "S" + id, Kind: ForPerson, Device: "D" + id, State: s, NotAfter: notAfter, At: day(-3), Version: 1}
	}
	renewed := cert("05", LifeRenewed, day(61))
	renewed.Renewals = 1
	revoked := cert("06", LifeRevoked, day(300))
	revoked.EndedAt = moment(t, "2022-05-20 10:00") // a Friday
	lost := cert("07", LifeExpired, day(-1))
	lost.EndedAt, lost.LostAt = day(-1), day(-1)
	locked := cert("08", LifeLocked, day(900))
	locked.Pending = []PendingRequest{{Kind: ForUnlock, RequestedAt: day(0), ConfirmedAt: day(0), ReceivedAt: day(0)}}
	c := StoreChange{
		Certificates: []CertificateRecord{
			cert("01", LifeInUse, day(90)), cert("02", LifeInUse, day(91)), cert("03", LifeInUse, day(60)), cert("04", LifeInUse, day(59)),
			renewed, revoked, lost, locked, cert("09", LifeInUse, day(900)), cert("10", LifeInUse, day(-2)), cert("11", LifeReturned, day(10)), cert("12", LifeInUse, day(900)),
		},
		Devices: []CustodyDevice{
			{ID: "D1", Owner: "S09", Holders: []Holder{{KeptByClerk, "A"}, {KeptByClerk, "B"}}, Version: 1},
			{ID: "D2", Owner: "S09", Holders: []Holder{{KeptByClerk, "A"}}, Version: 1},
		},
	}
	for i := 1; i <= 12; i++ {
		s := Subscriber{ID: fmt.Sprintf("S%02d", i), Kind: ForPerson, Name: fmt.Sprintf("Người %02d", i), Version: 1}
		switch i {
		case 9:
			s.Left = motcua.DateAt(at)
		case 12:
			s.Left = motcua.DateAt(at).AddDays(1) // tomorrow
		}
		c.Subscribers = append(c.Subscribers, s)
	}
	m := NewMemoryStore()
	if err := m.Commit(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	return m, at
}

func TestWatch(t *testing.T) {
	s, at := watched(t)
	items, err := Watch(context.Background(), s, testCalendar(t), at, WatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range items {
		line := fmt.Sprintf("%s %s %s%s", i.On, i.Kind, i.Certificate, i.Device)
		if i.Overdue {
			line += " overdue"
		}
		if !i.RenewBy.IsZero() {
			line += " renew by " + i.RenewBy.String()
		}
		got = append(got, line)
	}
	want := []string{
		"2022-05-27 device-out 06D06 overdue", // five working days after Friday the 20th
		"2022-05-30 expiring 10D10 overdue",   // nobody entered that it expired
		"2022-06-01 disputed D1",
		"2022-06-01 leaver 09D09",
		"2022-06-02 locked 08D08", // 24 hours
		"2022-06-07 device-out 07D07",
		"2022-07-30 expiring 04D04", // 59 days: too late to renew
		"2022-07-31 expiring 03D03 renew by 2022-06-01",
		"2022-08-01 expiring 05D05", // renewed before
		"2022-08-30 expiring 01D01 renew by 2022-07-01",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	for _, o := range []WatchOptions{{Days: -1}, {Days: 4000}} {
		if _, err := Watch(context.Background(), s, testCalendar(t), at, o); err == nil {
			t.Errorf("%d days were accepted", o.Days)
		}
	}
}

func TestWatchTable(t *testing.T) {
	s, at := watched(t)
	items, err := Watch(context.Background(), s, testCalendar(t), at, WatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	items[0].Name = "Tên\x1b[31m\tđỏ\u202e"
	for _, l := range []motcua.Language{motcua.Vietnamese, motcua.English} {
		var b strings.Builder
		if err := WriteWatchTable(&b, items, l); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != len(items)+1 || strings.ContainsAny(b.String(), "\x1b\t\u202e") {
			t.Errorf("table:\n%q", b.String())
		}
		// Columns begin at the same place in each line.
		at := utf8.RuneCountInString(lines[0][:strings.Index(lines[0], "C")])
		for _, line := range lines[1:] {
			if r := []rune(line); r[at-1] != ' ' {
				t.Errorf("the second column is not aligned: %q", line)
			}
		}
	}
}

// TestWatchFeed reads the feed back by the rules of RFC 5545.
func TestWatchFeed(t *testing.T) {
	s, at := watched(t)
	items, err := Watch(context.Background(), s, testCalendar(t), at, WatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	items[0].Name = "Nguyễn; Văn, A\\B\nBEGIN:VEVENT\r\nX\x00 " + strings.Repeat("Ánh Tuyết ", 30)
	write := func() string {
		var b bytes.Buffer
		if err := WriteWatchFeed(&b, items, FeedOptions{Stamp: at, Domain: "h56.gov.vn"}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write()
	if text != write() {
		t.Error("the same items give another feed")
	}
	events := 0
	seen := map[string]bool{}
	var open []string
	for _, l := range unfold(t, text) {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			t.Errorf("no content line: %q", l)
		}
		switch name {
		case "BEGIN":
			open = append(open, value)
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("END:%s closes %v", value, open)
			}
			open = open[:len(open)-1]
		case "UID":
			events++
			if seen[value] {
				t.Errorf("identifier twice: %s", value)
			}
			seen[value] = true
		case "SUMMARY":
			if events == 1 && unescape(value) != strings.NewReplacer("\r\n", "\n", "\x00", "�").Replace(items[0].Name)+": "+items[0].Summary().VI {
				t.Errorf("summary reads as %q", unescape(value))
			}
		}
	}
	if len(open) != 0 || events != len(items)+2 {
		t.Errorf("%d events of %d items, open %v", events, len(items), open)
	}
}

// unfold checks the lines' ends, length and characters, and joins them.
func unfold(t *testing.T, text string) []string {
	t.Helper()
	var lines []string
	for _, l := range strings.SplitAfter(text, "\r\n") {
		if l == "" {
			continue
		}
		body, ok := strings.CutSuffix(l, "\r\n")
		if !ok || strings.ContainsAny(body, "\r\n") || len(body) > 75 || !utf8.ValidString(body) {
			t.Errorf("bad line %q of %d bytes", body, len(body))
		}
		if strings.HasPrefix(body, " ") && len(lines) > 0 {
			lines[len(lines)-1] += body[1:]
			continue
		}
		lines = append(lines, body)
	}
	return lines
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}
