// Package signature opens signed PDF files and says what their signatures
// prove.
//
// Most callers need two functions: [Open], which reads the structure of a file,
// and [Verify], which judges every signature found in it:
//
//	doc, err := signature.Open(f, size, signature.OpenOptions{})
//	if err != nil { … }                       // not readable as PDF
//	result, err := signature.Verify(ctx, doc, signature.VerifyOptions{})
//	for _, s := range result.Signatures {
//		fmt.Println(s.Field, s.Integrity.Status, s.Changes.Level, s.Trust.Status)
//	}
//
// Every signature gets three verdicts that are never folded into one: whether
// the signed bytes are intact ([Integrity]), what changed in the file after
// signing ([Changes]), and whether the certificate is trusted at the proven
// time ([Trust]). What cannot be parsed or is not supported is reported as
// such and never skipped. Legal findings stand beside the verdicts, each with
// its article.
//
// Input is hostile: every size, depth and count is bounded before it is
// believed (see [Limits]).
package signature
