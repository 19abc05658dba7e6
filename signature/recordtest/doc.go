// Package recordtest tests implementations of the stores that package signature
// declares: [CheckStore] an evidence store, [CheckRegister] a register of
// signers. Both return what is wrong instead of failing a test, so that they can
// be tested themselves:
//
//	func TestStore(t *testing.T) {
//		err := recordtest.CheckStore(t.Context(), func(ctx context.Context) (signature.EvidenceStore, error) {
//			return mystore.Open(ctx, t.TempDir())
//		})
//		if err != nil {
//			t.Error(err)
//		}
//	}
package recordtest
