package sqlstore_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier/sqlstore"
	"github.com/motcua/motcua/internal/pgserver"
)

// BenchmarkNumber numbers dossiers beside a rival in the same database: the
// counting and the recording written as two statements of SQL in a transaction,
// on tables of the same shape, for the same callers and agencies. They take
// turns, so that both meet the same machine. The aim is a ratio of 0.7.
func BenchmarkNumber(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "bench.db")
		pragmas := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)"}}
		benchmarkNumber(b, "sqlite:"+path, "sqlite", "file:"+path+"?"+pragmas.Encode(), 1)
	})
	b.Run("postgres", func(b *testing.B) {
		address := pgserver.Start(b).URL("bench")
		benchmarkNumber(b, address, "pgx", address, 16)
	})
}

func benchmarkNumber(b *testing.B, address, driver, rivalAddress string, connections int) {
	s := open(b, address, sqlstore.Options{UnreplicatedUnsafe: true})
	rival := newRival(b, driver, rivalAddress, connections)
	var keys atomic.Int64
	for _, agencies := range []int{1, 300} {
		for _, callers := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("agencies=%d/callers=%d", agencies, callers), func(b *testing.B) {
				ours := func(a motcua.AgencyID, key string) error {
					_, err := s.Number(context.Background(), request(key, a, morning()))
					return err
				}
				var taken [2]time.Duration
				total := 0
				for b.Loop() {
					for i, number := range []func(motcua.AgencyID, string) error{ours, rival.number} {
						taken[i] += round(b, number, agencies, callers, &keys)
					}
					total += max(callers, minRound)
				}
				b.ReportMetric(float64(total)/taken[0].Seconds(), "numbers/s")
				b.ReportMetric(float64(total)/taken[1].Seconds(), "rival/s")
				b.ReportMetric(taken[1].Seconds()/taken[0].Seconds(), "ratio")
			})
		}
	}
}

// minRound is the least number of dossiers of a round.
const minRound = 16

// round lets the callers number so many dossiers, and returns how long it took.
func round(b *testing.B, number func(motcua.AgencyID, string) error, agencies, callers int, keys *atomic.Int64) time.Duration {
	var wg sync.WaitGroup
	start := time.Now()
	for range callers {
		wg.Go(func() {
			for range max(1, minRound/callers) {
				key := keys.Add(1)
				a, err := motcua.ParseAgencyID(fmt.Sprintf("H56.BENCH.%03d", int(key)%agencies))
				if err == nil {
					err = number(a, fmt.Sprint("bench-", key))
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// rival is what an application would write for itself.
type rival struct {
	db *sql.DB
}

func newRival(b *testing.B, driver, address string, connections int) rival {
	b.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	for _, statement := range []string{
		`CREATE TABLE rival_day (agency TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (agency, day))`,
		`CREATE TABLE rival_number (key TEXT NOT NULL PRIMARY KEY, agency TEXT NOT NULL, day TEXT NOT NULL,
			sequence INTEGER NOT NULL, received BIGINT NOT NULL, entered BIGINT NOT NULL, mark TEXT NOT NULL,
			UNIQUE (agency, day, sequence))`,
	} {
		if _, err := db.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
	return rival{db}
}

func (r rival) number(a motcua.AgencyID, key string) error {
	ctx := context.Background()
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	day, moment := motcua.DateAt(morning()).String(), morning().UnixNano()
	var sequence int
	err = tx.QueryRowContext(ctx, `INSERT INTO rival_day AS d (agency, day, last) VALUES ($1, $2, 1)
		ON CONFLICT (agency, day) DO UPDATE SET last = d.last + 1 RETURNING last`, a.String(), day).Scan(&sequence)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO rival_number (key, agency, day, sequence, received, entered, mark)
		VALUES ($1, $2, $3, $4, $5, $6, '')`, key, a.String(), day, sequence, moment, moment)
	if err != nil {
		return err
	}
	return tx.Commit()
}
