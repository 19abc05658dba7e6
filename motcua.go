// Package motcua is the shared vocabulary of the SDK: how a rule of law is
// named, dated, quoted and evaluated, and how the answer is reported.
//
// A [Rule] is metadata: what the law says, where, from when until when, and
// which date of a subject decides ([Anchor]). A [Check] joins a rule to a pure
// function over evidence that an adapter gathered before. [Evaluate] picks the
// wording in force on the anchor date and returns one [Finding] per rule:
// sorted, without clock or network, so that the same evidence always gives the
// same bytes.
//
// Most callers start in the domain packages (signature, token, dossier, edxml)
// and meet this package through the findings that those return.
package motcua
