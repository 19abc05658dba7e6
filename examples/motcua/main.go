// Command motcua judges digitally signed PDF files: whether each signature is
// intact, what changed in the file since, who signed, and what the law says of
// it. It is the reference program of the SDK; each command has its own file.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"unicode"

	"github.com/motcua/motcua"
	"github.com/spf13/cobra"
)

// The exit codes, as the help states them.
const (
	exitValid    = 0
	exitNotValid = 1
	exitUsage    = 2
)

func main() { os.Exit(run(os.Args[1:])) }

// run is main with an exit code. The first interrupt ends the work in good
// order, a second one ends the program.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop)
	a := &app{lang: scanLanguage(args), stdout: os.Stdout, stderr: os.Stderr}
	root := newRoot(a)
	root.SetArgs(args)
	return a.exitCode(root.ExecuteContext(ctx))
}

// app is what every command needs.
type app struct {
	lang   motcua.Language
	stdout *os.File
	stderr *os.File
}

func (a *app) in(t motcua.Text) string { return t.In(a.lang) }

// failure ends the program with a code, and with a sentence unless all has been
// said already.
type failure struct {
	code int
	text motcua.Text
}

func (f *failure) Error() string { return f.text.EN }

func usageError(text motcua.Text) error { return &failure{code: exitUsage, text: text} }

// notValid is the quiet end of a command that has shown its verdict.
func notValid() error { return &failure{code: exitNotValid} }

// exitCode tells err on standard error and turns it into an exit code. Errors
// of the flag parser are wrong usage.
func (a *app) exitCode(err error) int {
	if err == nil {
		return exitValid
	}
	f := &failure{code: exitUsage}
	if !errors.As(err, &f) {
		f.text = motcua.Textf("dùng sai lệnh: %v (xem motcua --help)", "wrong usage: %v (see motcua --help)", err)
	}
	if !f.text.IsZero() {
		a.warn(f.text)
	}
	return f.code
}

// warn writes one line to standard error. It may repeat arguments, which a shell
// can have made from the names of files: no terminal shall obey those.
func (a *app) warn(text motcua.Text) {
	fmt.Fprintln(a.stderr, "motcua: "+printable(a.in(text)))
}

// printable replaces what a terminal could obey.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "motcua",
		Short: a.in(motcua.Text{
			VI: "Kiểm tra văn bản PDF ký số theo quy định của Việt Nam",
			EN: "Check digitally signed PDF documents against the rules of Việt Nam",
		}),
		Long:              a.in(rootLong()),
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	a.localise(root)
	root.AddCommand(newVerify(a), newRevisions(a), newSign(a), newExtend(a), newPlace(a), newEvidence(a), newToken(a), newRules(a), newDemo(a), newVersion(a))
	return root
}
