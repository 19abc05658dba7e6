package sqlstore

import (
	"context"
	"database/sql"
	"errors"
)

// pending is a request that waits for its number.
type pending struct {
	n    numbering
	done chan struct{} // closed once got and err are set
	got  row
	err  error
}

// maxBatch bounds the requests of one transaction, and so how long the first of
// them waits for the others.
const maxBatch = 256

// number gives a number in a transaction that others may share. Who stops
// waiting may have been given it all the same, as [dossier.Numberer] says.
func (d *sqlite) number(ctx context.Context, db *sql.DB, n numbering) (row, error) {
	if err := ctx.Err(); err != nil {
		return row{}, err
	}
	p := &pending{n: n, done: make(chan struct{})}
	d.mu.Lock()
	d.waiting = append(d.waiting, p)
	start := !d.serving
	d.serving = true
	d.mu.Unlock()
	if start {
		go d.serve(db)
	}
	select {
	case <-p.done:
		return p.got, p.err
	case <-ctx.Done():
		return row{}, ctx.Err()
	}
}

// serve gives numbers until nobody waits.
func (d *sqlite) serve(db *sql.DB) {
	for {
		d.mu.Lock()
		batch := d.waiting[:min(len(d.waiting), maxBatch)]
		d.waiting = d.waiting[len(batch):]
		d.serving = len(batch) > 0
		d.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		if len(batch) == 1 {
			batch[0].got, batch[0].err = d.giveAlone(db, batch[0].n)
		} else if err := d.giveAll(db, batch); err != nil {
			for _, p := range batch {
				p.got, p.err = row{}, err
			}
		}
		for _, p := range batch {
			close(p.done)
		}
	}
}

// giveAlone numbers one request in a transaction of its own. Like giveOne it
// takes the key for a new one, since looking first would cost every request what
// only one that comes again costs here.
func (d *sqlite) giveAlone(db *sql.DB, n numbering) (row, error) {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return row{}, err
	}
	got, err := d.give(ctx, tx, n)
	if err == nil {
		return got, tx.Commit()
	}
	if rollback := tx.Rollback(); rollback != nil {
		return row{}, errors.Join(err, rollback)
	}
	if known, missing := d.known(ctx, db, n); missing == nil {
		return known, nil
	}
	return row{}, err
}

// giveAll numbers a batch in one transaction; the error is that of all of them.
// The requests' contexts end their waiting only: a batch belongs to many.
func (d *sqlite) giveAll(db *sql.DB, batch []*pending) error {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	for _, p := range batch {
		if err := d.giveOne(ctx, tx, p); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// giveOne numbers one of a batch: what fails is undone alone. The error is one
// that spoils the batch.
func (d *sqlite) giveOne(ctx context.Context, tx *sql.Tx, p *pending) error {
	if _, err := tx.ExecContext(ctx, `SAVEPOINT one`); err != nil {
		return err
	}
	if p.got, p.err = d.give(ctx, tx, p.n); p.err != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO one`); err != nil {
			return errors.Join(p.err, err)
		}
		if known, err := d.known(ctx, tx, p.n); err == nil {
			p.got, p.err = known, nil
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE one`)
	return err
}
