package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"math/big"
	"strings"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
)

const registerLock = "signature register"

// registerColumns are the columns of an entry, in the order of entryValues.
const registerColumns = `position, certificate, sha256, issuer, serial, role, holder, agency, agency_id,
	title, authority, manager, in_force_from, in_force_until`

const (
	columnsOfEntry = 14
	entriesAtOnce  = 200 // of one statement
)

// Registrations implements [signature.Register].
func (s *Store) Registrations(ctx context.Context, c *signature.Certificate) ([]signature.Registration, error) {
	key := signature.Digest(c.CertificateSHA256)
	byName := key
	if name, ok := signerregister.CertificateName(c.Issuer, c.Serial); ok {
		byName = nameKey(name)
	}
	entries, err := s.entries(ctx, "where certificate in ($1, $2)", key[:], byName[:])
	if err != nil {
		return nil, fmt.Errorf("sqlstore: look up signer: %w", err)
	}
	var out []signature.Registration
	for i := range entries {
		out = append(out, entries[i].Registration)
	}
	return out, nil
}

// nameKey is what stands for the digest of a certificate that an entry names by
// issuer and serial.
func nameKey(name string) signature.Digest {
	return signature.DigestOf([]byte("issuer and serial\n" + name))
}

// ReplaceRegister puts all entries of a register in the place of those that the
// store holds. Whoever looks up meanwhile sees the old ones or the new ones.
func (s *Store) ReplaceRegister(ctx context.Context, r *signerregister.Register) error {
	entries := r.Entries()
	err := s.db.Exclusive(ctx, registerLock, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "delete from signature_register"); err != nil {
			return err
		}
		for first := 0; first < len(entries); first += entriesAtOnce {
			if err := insertEntries(ctx, tx, first, entries[first:min(first+entriesAtOnce, len(entries))]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sqlstore: replace register: %w", orContext(ctx, err))
	}
	return nil
}

// Register reads the whole register into memory.
func (s *Store) Register(ctx context.Context) (*signerregister.Register, error) {
	entries, err := s.entries(ctx, "order by position")
	if err != nil {
		return nil, fmt.Errorf("sqlstore: read register: %w", err)
	}
	r, refused := signerregister.New(entries)
	if len(refused) > 0 {
		return nil, fmt.Errorf("sqlstore: read register: %w: %d entries", signerregister.ErrFormat, len(refused))
	}
	return r, nil
}

func insertEntries(ctx context.Context, tx *sql.Tx, first int, entries []signature.RegisterEntry) error {
	var statement strings.Builder
	statement.WriteString("insert into signature_register (" + registerColumns + ") values ")
	args := make([]any, 0, len(entries)*columnsOfEntry)
	for i := range entries {
		for column := range columnsOfEntry {
			separator := ", "
			switch {
			case column == 0 && i == 0:
				separator = "("
			case column == 0:
				separator = "), ("
			}
			fmt.Fprintf(&statement, "%s$%d", separator, len(args)+column+1)
		}
		values, err := entryValues(first+i, &entries[i])
		if err != nil {
			return err
		}
		args = append(args, values[:]...)
	}
	statement.WriteByte(')')
	_, err := tx.ExecContext(ctx, statement.String(), args...)
	return err
}

func entryValues(position int, e *signature.RegisterEntry) ([columnsOfEntry]any, error) {
	key, sha256, serial := e.CertificateSHA256, "", ""
	if e.Serial != nil {
		serial = e.Serial.Text(16)
	}
	if key.IsZero() {
		name, ok := signerregister.CertificateName(e.Issuer, e.Serial)
		if !ok {
			return [columnsOfEntry]any{}, signerregister.ErrName
		}
		key = nameKey(name)
	} else {
		sha256 = key.String()
	}
	return [columnsOfEntry]any{
		position, key[:], sha256, e.Issuer, serial, string(e.Role), e.Holder, e.Agency, e.AgencyID,
		e.Title, e.Authority, e.Manager, e.InForce.From.String(), e.InForce.Until.String(),
	}, nil
}

// entries reads the entries that a condition selects.
func (s *Store) entries(ctx context.Context, condition string, args ...any) ([]signature.RegisterEntry, error) {
	rows, err := s.db.QueryContext(ctx, "select "+registerColumns+" from signature_register "+condition, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []signature.RegisterEntry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

func scanEntry(rows *sql.Rows) (e signature.RegisterEntry, err error) {
	var position int
	var key []byte
	var sha256, serial, from, until string
	g := &e.Registration
	if err := rows.Scan(&position, &key, &sha256, &e.Issuer, &serial, &g.Role, &g.Holder, &g.Agency, &g.AgencyID,
		&g.Title, &g.Authority, &g.Manager, &from, &until); err != nil {
		return e, err
	}
	if serial != "" {
		var ok bool
		if e.Serial, ok = new(big.Int).SetString(serial, 16); !ok {
			return e, fmt.Errorf("%w: serial number", signerregister.ErrFormat)
		}
	}
	if err := e.CertificateSHA256.UnmarshalText([]byte(sha256)); err != nil {
		return e, err
	}
	if err := g.InForce.From.UnmarshalText([]byte(from)); err != nil {
		return e, err
	}
	return e, g.InForce.Until.UnmarshalText([]byte(until))
}
