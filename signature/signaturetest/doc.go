// Package signaturetest makes signed PDF documents whose verdict is known.
//
// It is meant for the tests of programs that check signatures, including those
// of other vendors: a fictional public key infrastructure that is named the way
// the government's is ([Person], [Agency], [TSA], …), a writer of small PDF
// files with incremental updates and signatures ([NewDoc], [Doc.Sign]), a CMS
// builder ([BuildCMS], [BuildTimestamp]) and, what most tests need, ready
// samples of valid, spoiled and attacked documents ([Samples], [Lookup]):
//
//	for _, s := range signaturetest.Samples() {
//		t.Run(s.Name, func(t *testing.T) {
//			got := check(s.Data())
//			if got.Status != s.Want.StatusBeforeTrust { … }
//		})
//	}
//
// Programs that ask for revocation and time find servers for it: [OCSPServer],
// [CRLServer] and [TSAServer] are handlers that can be told to misbehave in every
// way that a client must survive ([Fault]).
//
// Everything is deterministic: the keys, serial numbers and dates are fixed, so
// that a sample has the same bytes on every run and machine. Nothing is done
// when the package is loaded; a sample is built when its data is asked for.
//
// The package shares no code with the one that it tests. The keys are public
// and protect nothing; all persons and agencies are invented.
package signaturetest
