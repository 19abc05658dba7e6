package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
)

// postgres is the dialect of PostgreSQL: a number is one statement, so that the
// day's counter is locked for no longer than its commit takes.
type postgres struct{}

// upgradeLock lets those who open the database upgrade it one after another.
const upgradeLock = `SELECT pg_advisory_xact_lock(7225361894452718)`

func (postgres) prepare(ctx context.Context, db *sql.DB, o Options) error {
	var fsync, pages, commit, standbys string
	var standby bool
	err := db.QueryRowContext(ctx, `SELECT current_setting('fsync'), current_setting('full_page_writes'),
		current_setting('synchronous_commit'), current_setting('synchronous_standby_names'), pg_is_in_recovery()`).
		Scan(&fsync, &pages, &commit, &standbys, &standby)
	switch {
	case err != nil:
		return err
	case standby:
		return fmt.Errorf("%w: the server is a standby", ErrSchema)
	case (fsync != "on" || pages != "on" || commit == "off") && !o.VolatileUnsafe:
		return fmt.Errorf("%w: fsync=%s, full_page_writes=%s, synchronous_commit=%s", ErrVolatile, fsync, pages, commit)
	case (standbys == "" || !waits(commit)) && !o.UnreplicatedUnsafe:
		return fmt.Errorf("%w: synchronous_standby_names=%q, synchronous_commit=%s", ErrUnreplicated, standbys, commit)
	}
	return upgrade(ctx, db, upgradeLock)
}

// waits tells whether a commit waits until a standby has it on disk.
func waits(commit string) bool { return commit == "on" || commit == "remote_apply" }

// give is the whole of numbering. A key that is known gives no row, and neither
// does a day that is full. Two requests with one new key wait for each other at
// the counter; the second then breaks the primary key and undoes its count.
const give = `WITH counted AS (
		INSERT INTO dossier_day AS d (agency, day, last)
		SELECT $2::text, $3::text, 1 WHERE NOT EXISTS (SELECT 1 FROM dossier_number WHERE key = $1)
		ON CONFLICT (agency, day) DO UPDATE SET last = d.last + 1 WHERE d.last < $4::integer
		RETURNING last)
	INSERT INTO dossier_number (key, agency, day, sequence, received, entered, mark)
	SELECT $1, $2, $3, last, $5::bigint, $6::bigint, CASE
		WHEN $7::boolean THEN 'outage'
		WHEN EXISTS (SELECT 1 FROM dossier_day WHERE agency = $2 AND day > $3) THEN 'late'
		ELSE '' END
	FROM counted
	RETURNING ` + columns

// querier is what a database and a transaction have in common.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (d postgres) number(ctx context.Context, db *sql.DB, n numbering) (row, error) {
	got, err := d.give(ctx, db, n)
	var failed *pgconn.PgError
	const uniqueViolation = "23505"
	if errors.As(err, &failed) && failed.Code == uniqueViolation {
		return d.known(ctx, db, n)
	}
	return got, err
}

func (d postgres) numberIn(ctx context.Context, tx *sql.Tx, n numbering) (row, error) {
	return d.give(ctx, tx, n)
}

func (d postgres) give(ctx context.Context, q querier, n numbering) (row, error) {
	var got row
	err := q.QueryRowContext(ctx, give, n.key, n.agency.String(), n.day.String(), n.last,
		n.received.UnixNano(), n.entered.UnixNano(), n.outage).Scan(got.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return d.known(ctx, q, n)
	}
	return got, err
}

// known returns the row of a key that was used before.
func (postgres) known(ctx context.Context, q querier, n numbering) (row, error) {
	var got row
	err := q.QueryRowContext(ctx, `SELECT `+columns+` FROM dossier_number WHERE key = $1`, n.key).Scan(got.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, errFull
	}
	return got, err
}
