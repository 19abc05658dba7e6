package sqlstore_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
)

// many is how many certificates the benchmarks have, each with a subscriber, a
// device and a record of the log.
const many = 100_000

// filled makes a register of one office: one in fifty certificates expires within
// 90 days, as many are locked, as many have ended with the device still out.
func filled(b *testing.B, address string, at time.Time) *sql.DB {
	b.Helper()
	s := open(b, address)
	random := strings.NewReader(strings.Repeat("0123456789abcdef", many))
	var c token.StoreChange
	for i := range many {
		n := fmt.Sprintf("%06d", i)
		r := token.CertificateRecord{
			ID: "C" + n, Subscriber: "S" + n, Kind: token.ForPerson, Device: "D" + n, Serial: "5A" + n, State: token.LifeInUse,
			At: at, RequestedAt: at, IssuedAt: at, PublishedAt: at, NotBefore: at, NotAfter: at.AddDate(3, 0, 0), Version: 1,
		}
		switch i % 50 {
		case 0:
			r.NotAfter = at.AddDate(0, 0, i%90)
		case 1:
			r.State = token.LifeLocked
		case 2:
			r.State, r.EndedAt = token.LifeRevoked, at
		}
		held := token.Holder{As: token.KeptBySubscriber, ID: "S" + n}
		c.Subscribers = append(c.Subscribers, token.Subscriber{ID: "S" + n, Kind: token.ForPerson, Name: "Nguyễn Văn " + n, Manager: "M", Version: 1})
		c.Certificates = append(c.Certificates, r)
		c.Devices = append(c.Devices, token.CustodyDevice{ID: "D" + n, Kind: token.ForPerson, Owner: "S" + n, Holders: []token.Holder{held}, Version: 1})
		payload := fmt.Appendf(nil, `{"life":[{"certificate":"C%s","kind":"person","act":"use","to":%q,"by":"subscriber","at":"2026-03-02T01:00:00Z","device":"D%s","serial":"5A%s","regime":"nd68"}],"custody":[{"device":"D%s","kind":"entered","to":{"as":"subscriber","id":"S%s"},"at":"2026-03-02T01:00:00Z"}]}`,
			n, r.State, n, n, n, n)
		e, err := token.FollowLog(c.Log, at, payload, random)
		if err != nil {
			b.Fatal(err)
		}
		c.Log = append(c.Log, e)
	}
	if err := s.Commit(context.Background(), c); err != nil {
		b.Fatal(err)
	}
	raw, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(address, "sqlite:"), "%", "%25"), "?", "%3f"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { raw.Close() })
	return raw
}

// BenchmarkHundredThousand measures watch and audit on SQLite, beside the floor of
// reading the same rows.
func BenchmarkHundredThousand(b *testing.B) {
	at := time.Date(2026, time.March, 2, 1, 0, 0, 0, time.UTC)
	address := "sqlite:" + b.TempDir() + "/r.db"
	raw := filled(b, address, at)
	s := open(b, address)
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	b.Run("watch", func(b *testing.B) {
		for b.Loop() {
			items, err := token.Watch(ctx, s, cal, at, token.WatchOptions{})
			if err != nil || len(items) != 3*many/50 {
				b.Fatal(len(items), err)
			}
		}
	})
	b.Run("feed", func(b *testing.B) {
		items, err := token.Watch(ctx, s, cal, at, token.WatchOptions{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if err := token.WriteWatchFeed(io.Discard, items, token.FeedOptions{Stamp: at}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, o := range map[string]token.AuditOptions{"audit": {}, "audit-records": {Records: true}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				report, err := token.AuditLog(ctx, s, o)
				if err != nil || !report.Sound() || report.Records != many {
					b.Fatal(report.Records, err)
				}
			}
		})
	}
	b.Run("floor-log", func(b *testing.B) {
		for b.Loop() {
			rows, err := raw.Query(`SELECT seq, at, erases, prev, digest, hash, salt, payload FROM token_log ORDER BY seq`)
			if err != nil {
				b.Fatal(err)
			}
			var n [3]int64
			var x [5]sql.RawBytes
			for rows.Next() {
				if err := rows.Scan(&n[0], &n[1], &n[2], &x[0], &x[1], &x[2], &x[3], &x[4]); err != nil {
					b.Fatal(err)
				}
			}
			if err := rows.Err(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
