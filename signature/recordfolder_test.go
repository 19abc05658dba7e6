package signature_test

import (
	"context"
	"testing"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/recordtest"
)

func TestFolderStore(t *testing.T) {
	err := recordtest.CheckStore(t.Context(), func(ctx context.Context) (signature.EvidenceStore, error) {
		store, err := signature.OpenFolderStore(ctx, t.TempDir())
		if err == nil {
			t.Cleanup(func() { store.Close() })
		}
		return store, err
	})
	if err != nil {
		t.Error(err)
	}
}
