package sqlstore_test

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/sqlstore"
)

// submitted is a dossier that was handed in, and its only entry.
func submitted(t testing.TB, id string) (dossier.Case, []dossier.Kept) {
	t.Helper()
	a := identified(t, "H56.14")
	return step(t, dossier.Case{}, nil, dossier.Act{
		Kind: dossier.ActSubmit, By: dossier.Actor{Role: dossier.RoleApplicant}, Case: id, Channel: dossier.ChannelDirect,
		Procedure: &dossier.Procedure{
			Code: "1.000948.H56", Name: "Cấp giấy phép", Level: dossier.LevelProvince,
			Receiving: a, Deciding: a, Term: motcua.Term{N: 5, Unit: motcua.WorkingDays},
		},
	})
}

// step does an act on a case and makes its entry.
func step(t testing.TB, c dossier.Case, last *dossier.LogEntry, a dossier.Act) (dossier.Case, []dossier.Kept) {
	t.Helper()
	calendar, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out, err := dossier.Next(c, a, morning(), dossier.Office{Calendar: calendar})
	if err != nil {
		t.Fatal(err)
	}
	entry, err := dossier.AppendEvent(out.Case.ID, last, out.Events[0], morning(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return out.Case, []dossier.Kept{{LogEntry: entry}}
}

// numberAndEvent: a number and the event of the receipt come together, or
// neither.
func numberAndEvent(t *testing.T, address string) {
	s := open(t, address, sqlstore.Options{UnreplicatedUnsafe: true})
	a := identified(t, "H56.WITH.EVENT")
	c, entries := submitted(t, "number-and-event")
	if err := s.Append(t.Context(), c.Summary(), entries); err != nil {
		t.Fatal(err)
	}
	for i, end := range []func(*sql.Tx) error{(*sql.Tx).Rollback, (*sql.Tx).Commit} {
		tx, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		numbered, err := s.NumberIn(t.Context(), tx, request("number-and-event", a, morning()))
		if err != nil || numbered.Code.Sequence() != 1 {
			t.Fatalf("numbered %v, %v", numbered.Code, err)
		}
		c := c
		c.Procedure.Receiving = a // whose code it is
		next, more := step(t, c, &entries[0].LogEntry, dossier.Act{
			Kind: dossier.ActReceive, By: dossier.Actor{Role: dossier.RoleOneStop}, Code: numbered.Code,
		})
		if err := s.AppendIn(t.Context(), tx, next.Summary(), more); err != nil {
			t.Fatal(err)
		}
		if err := end(tx); err != nil {
			t.Fatal(err)
		}
		log, err := s.Log(t.Context(), c.ID)
		if err != nil || len(log) != 1+i {
			t.Errorf("%d entries after end %d, %v", len(log), i, err)
		}
		if list, err := s.Numbers(t.Context(), a, motcua.DateAt(morning())); err != nil || len(list) != i {
			t.Errorf("%d numbers after end %d, %v", len(list), i, err)
		}
	}
}

// TestUpgrade: the tables of the release before are brought up to date, and what
// they held is kept.
func TestUpgrade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`CREATE TABLE dossier_schema (version INTEGER NOT NULL)`,
		`INSERT INTO dossier_schema (version) VALUES (1)`,
		`CREATE TABLE dossier_day (agency TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (agency, day))`,
		`CREATE TABLE dossier_number (key TEXT NOT NULL PRIMARY KEY, agency TEXT NOT NULL, day TEXT NOT NULL,
			sequence INTEGER NOT NULL, received BIGINT NOT NULL, entered BIGINT NOT NULL, mark TEXT NOT NULL,
			UNIQUE (agency, day, sequence))`,
		`INSERT INTO dossier_day VALUES ('H56.14', '2024-08-01', 1)`,
		`INSERT INTO dossier_number VALUES ('old', 'H56.14', '2024-08-01', 1, 1722477600000000000, 1722477600000000000, '')`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, "sqlite:"+path, sqlstore.Options{})
	got, err := s.Number(t.Context(), request("new", identified(t, "H56.14"), morning()))
	if err != nil || got.Code.Sequence() != 2 {
		t.Errorf("numbering goes on with %v, %v", got.Code, err)
	}
	c, entries := submitted(t, "after-upgrade")
	if err := s.Append(t.Context(), c.Summary(), entries); err != nil {
		t.Error(err)
	}
	open(t, "sqlite:"+path, sqlstore.Options{}) // nothing is left to upgrade
}

// TestTamperedRow: a log that was changed in the database is not taken for the
// case's history.
func TestTamperedRow(t *testing.T) {
	address := sqliteAddress(t)
	s := open(t, address, sqlstore.Options{})
	c, entries := submitted(t, "tampered")
	if err := s.Append(t.Context(), c.Summary(), entries); err != nil {
		t.Fatal(err)
	}
	tx, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`UPDATE dossier_entry SET at = at + 1000000`); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := dossier.Load(t.Context(), s, "tampered"); !errors.Is(err, dossier.ErrChain) {
		t.Errorf("error is %v, want ErrChain", err)
	}
}

// BenchmarkAppend adds events beside a rival in the same database: the same rows
// inserted by plain SQL, without chain, summary or look at the case's end.
func BenchmarkAppend(b *testing.B) {
	s := open(b, sqliteAddress(b), sqlstore.Options{})
	tx, err := s.Begin(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if _, err = tx.Exec(`CREATE TABLE rival_entry (id TEXT NOT NULL, seq BIGINT NOT NULL, payload BYTEA, PRIMARY KEY (id, seq))`); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		b.Fatal(err)
	}
	var taken [2]time.Duration
	n := 0
	for b.Loop() {
		n++
		id := fmt.Sprint("bench-", n)
		c, entries := submitted(b, id)
		start := time.Now()
		if err := s.Append(b.Context(), c.Summary(), entries); err != nil {
			b.Fatal(err)
		}
		taken[0] += time.Since(start)
		start = time.Now()
		tx, err := s.Begin(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if _, err = tx.Exec(`INSERT INTO rival_entry (id, seq, payload) VALUES ($1, 1, $2)`, id, entries[0].Payload); err == nil {
			err = tx.Commit()
		}
		if err != nil {
			b.Fatal(err)
		}
		taken[1] += time.Since(start)
	}
	b.ReportMetric(float64(n)/taken[0].Seconds(), "events/s")
	b.ReportMetric(float64(n)/taken[1].Seconds(), "rival/s")
	b.ReportMetric(taken[1].Seconds()/taken[0].Seconds(), "ratio")
}

// BenchmarkFind looks dossiers up by their code, and pages through an agency's,
// among twenty thousand in SQLite. The aim is a look-up under a millisecond.
func BenchmarkFind(b *testing.B) {
	const cases = 20_000
	s := open(b, sqliteAddress(b), sqlstore.Options{})
	c, entries := submitted(b, "bench")
	tx, err := s.Begin(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	var codes []dossier.Code
	for i := range cases {
		sum := c.Summary()
		sum.Case = fmt.Sprint("bench-", i)
		sum.Deciding = identified(b, fmt.Sprintf("H56.%03d", i%300))
		sum.Submitted = sum.Submitted.Add(time.Duration(i) * time.Second)
		if sum.Code, err = dossier.NewCode(sum.Deciding, motcua.DateAt(morning()), 1+i/300); err != nil {
			b.Fatal(err)
		}
		if err := s.AppendIn(b.Context(), tx, sum, entries); err != nil {
			b.Fatal(err)
		}
		codes = append(codes, sum.Code)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	b.Run("code", func(b *testing.B) {
		var taken []time.Duration
		for b.Loop() {
			start := time.Now()
			page, err := s.Find(b.Context(), dossier.Query{Code: codes[len(taken)*7919%cases]})
			if err != nil || len(page.Cases) != 1 {
				b.Fatalf("found %d, %v", len(page.Cases), err)
			}
			taken = append(taken, time.Since(start))
		}
		slices.Sort(taken)
		b.ReportMetric(float64(taken[len(taken)*99/100].Microseconds()), "µs/p99")
	})
	b.Run("agency", func(b *testing.B) {
		for b.Loop() {
			page, err := s.Find(b.Context(), dossier.Query{Agency: codes[0].Agency()})
			if err != nil || len(page.Cases) != 50 || page.Next == "" {
				b.Fatalf("found %d, %v", len(page.Cases), err)
			}
		}
	})
}
