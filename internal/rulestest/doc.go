// Package rulestest holds what every package with rules tests about them.
//
//   - [Problems] reads the metadata of rules: complete citations, normalised
//     texts, dates of the calendar, wordings that follow one another.
//   - [Run] puts vectors to the checks: every dated wording needs one for
//     satisfied, violated and indeterminate, and both edges of its interval are
//     tried by themselves.
//   - [Quotes] holds the quotations against the texts of the law.
//
// A rule that is added without its vectors fails the tests of its package.
package rulestest
