package signature_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

// Evidence is kept in a folder, taken out again, exported, and destroyed with
// its document.
func ExampleOpenFolderStore() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "evidence")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	store, err := signature.OpenFolderStore(ctx, dir)
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()

	record, blobs := recordtest.Sample(1, 1) // as a judgement fills it in
	if err := store.Save(ctx, record, blobs); err != nil {
		log.Fatal(err)
	}
	found, err := store.Load(ctx, record.Document.SHA256)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(found), found[0].Signatures[0].Responsibility[0].Title)

	var archive bytes.Buffer
	if err := signature.ExportRecords(ctx, store, record.Document.SHA256, &archive); err != nil {
		log.Fatal(err)
	}
	gone, err := store.Destroy(ctx, record.Document.SHA256)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(gone.Records, gone.Blobs)
	// Output:
	// 1 Giám đốc
	// 1 7
}
