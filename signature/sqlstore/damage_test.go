package sqlstore_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/motcua/motcua/internal/sqldb"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
	"github.com/motcua/motcua/signature/sqlstore"
)

// TestFindsDamage: what was altered in the tables is not given out.
func TestFindsDamage(t *testing.T) {
	each(t, func(t *testing.T, kind database) {
		url := kind.url(t)
		store := open(t, url)
		r, blobs := recordtest.Sample(1, 1)
		if err := store.Save(t.Context(), r, blobs); err != nil {
			t.Fatal(err)
		}
		db, err := sqldb.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		alter := func(statement string, args ...any) {
			t.Helper()
			if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
				t.Fatal(err)
			}
		}
		check := func(want error) {
			t.Helper()
			if err := r.CheckBlobs(t.Context(), store); !errors.Is(err, want) {
				t.Errorf("CheckBlobs: error %v, want %v", err, want)
			}
		}
		alter("update signature_blob_part set data = $1 where sha256 = $2", bytes.ToUpper(blobs[r.Receipt]), r.Receipt[:])
		check(signature.ErrBlob)
		alter("update signature_blob_part set data = $1 where sha256 = $2", []byte{}, r.Receipt[:])
		check(signature.ErrBlob)
		alter("delete from signature_blob_part where sha256 = $1", r.Receipt[:])
		check(signature.ErrNoBlob)
		another, _ := recordtest.Sample(1, 2)
		judgement, err := another.Encode()
		if err != nil {
			t.Fatal(err)
		}
		alter("update signature_record set data = $1", judgement)
		if _, err := store.Load(t.Context(), r.Document.SHA256); !errors.Is(err, signature.ErrRecord) {
			t.Errorf("Load: error %v, want %v", err, signature.ErrRecord)
		}
		other, _ := recordtest.Sample(2, 1)
		data, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		alter("update signature_record set data = $1, document = $2", data, other.Document.SHA256[:])
		if _, err := store.Load(t.Context(), other.Document.SHA256); !errors.Is(err, signature.ErrRecord) {
			t.Errorf("Load of another document: error %v, want %v", err, signature.ErrRecord)
		}
	})
}

// TestRefusesNewerTables: an older program does not touch what it does not know.
func TestRefusesNewerTables(t *testing.T) {
	each(t, func(t *testing.T, kind database) {
		url := kind.url(t)
		open(t, url)
		db, err := sqldb.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), "update motcua_migration set version = version + 1"); err != nil {
			t.Fatal(err)
		}
		if _, err := sqlstore.Open(t.Context(), url); !errors.Is(err, sqlstore.ErrNewer) {
			t.Errorf("error %v, want %v", err, sqlstore.ErrNewer)
		}
	})
}
