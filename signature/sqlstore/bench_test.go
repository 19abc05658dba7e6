package sqlstore_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
	"github.com/motcua/motcua/signature/signerregister"
)

// withList is a record that names a revocation list of 1 MB beside what is its
// own.
func withList(document int, list []byte) (*signature.Record, signature.Blobs) {
	r, blobs := recordtest.Sample(document, 1)
	r.Keep(blobs, signature.BlobCRL, list)
	return r, blobs
}

// prepared makes the record of the next document while the clock stands.
func prepared(b *testing.B, document int, list []byte) (*signature.Record, signature.Blobs) {
	b.Helper()
	b.StopTimer()
	defer b.StartTimer()
	return withList(document, list)
}

// BenchmarkSave saves documents that share a revocation list of 1 MB, beside its
// floor: the same four files of each document (record, certificate, two
// timestamps), written plainly, or so that they survive a crash one by one.
func BenchmarkSave(b *testing.B) {
	list := bytes.Repeat([]byte{0x30}, 1<<20)
	b.Run("floor plain files", func(b *testing.B) { writeFiles(b, list, os.WriteFile) })
	b.Run("floor synced files", func(b *testing.B) { writeFiles(b, list, writeSynced) })
	b.Run("folder", func(b *testing.B) {
		store, err := signature.OpenFolderStore(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		defer store.Close()
		saveMany(b, store, list)
	})
	for _, db := range databases() {
		b.Run(db.name, func(b *testing.B) { saveMany(b, open(b, db.url(b)), list) })
	}
}

func saveMany(b *testing.B, store signature.EvidenceStore, list []byte) {
	for document := 0; b.Loop(); document++ {
		r, blobs := prepared(b, document, list)
		if err := store.Save(b.Context(), r, blobs); err != nil {
			b.Fatal(err)
		}
	}
}

// writeFiles writes what is a document's own, the list once.
func writeFiles(b *testing.B, list []byte, write func(string, []byte, os.FileMode) error) {
	dir := b.TempDir()
	for document := 0; b.Loop(); document++ {
		r, blobs := prepared(b, document, list)
		data, err := r.Encode()
		if err != nil {
			b.Fatal(err)
		}
		own := []signature.Digest{r.Signatures[0].Signer, r.Signatures[0].Timestamps[0], r.Receipt}
		err = write(filepath.Join(dir, fmt.Sprint(document)), data, 0o600)
		for _, d := range own {
			err = errors.Join(err, write(filepath.Join(dir, d.String()), blobs[d], 0o600))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// writeSynced writes a file so that it is on the disk, whole, when it returns.
func writeSynced(name string, data []byte, _ os.FileMode) error {
	f, err := os.Create(name + ".new")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// BenchmarkDestroy destroys one document of as many as are saved.
func BenchmarkDestroy(b *testing.B) {
	for _, documents := range []int{100, 1000} {
		b.Run(fmt.Sprintf("folder of %d", documents), func(b *testing.B) {
			store, err := signature.OpenFolderStore(b.Context(), b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			defer store.Close()
			destroyOne(b, store, documents)
		})
		for _, db := range databases() {
			b.Run(fmt.Sprintf("%s of %d", db.name, documents), func(b *testing.B) { destroyOne(b, open(b, db.url(b)), documents) })
		}
	}
}

func destroyOne(b *testing.B, store signature.EvidenceStore, documents int) {
	list := bytes.Repeat([]byte{0x30}, 1<<20)
	for document := range documents {
		r, blobs := withList(document, list)
		if err := store.Save(b.Context(), r, blobs); err != nil {
			b.Fatal(err)
		}
	}
	one, blobs := withList(documents, list)
	for b.Loop() {
		b.StopTimer()
		if err := store.Save(b.Context(), one, blobs); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := store.Destroy(b.Context(), one.Document.SHA256); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLookup finds one certificate of 100,000.
func BenchmarkLookup(b *testing.B) {
	const n = 100_000
	entries := make([]signature.RegisterEntry, n)
	for i := range entries {
		entries[i].CertificateSHA256 = signature.DigestOf(fmt.Append(nil, i))
		entries[i].Role, entries[i].Holder = signature.RolePerson, "Nguyễn Văn A"
	}
	register, _ := signerregister.New(entries)
	for _, db := range databases() {
		b.Run(db.name, func(b *testing.B) {
			store := open(b, db.url(b))
			if err := store.ReplaceRegister(b.Context(), register); err != nil {
				b.Fatal(err)
			}
			c := &signature.Certificate{CertificateSHA256: entries[n/2].CertificateSHA256, Issuer: "CN=A,C=VN"}
			for b.Loop() {
				if got, err := store.Registrations(b.Context(), c); err != nil || len(got) != 1 {
					b.Fatalf("%d entries, error %v", len(got), err)
				}
			}
		})
	}
}
