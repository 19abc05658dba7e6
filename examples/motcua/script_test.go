package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/motcua/motcua/signature/signaturetest"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"motcua": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":     codeCommand,
			"sample":   sampleCommand,
			"contract": contractCommand,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition")
		},
	})
}

// codeCommand runs a program that has to end with the code:
//
//	code N PROGRAM ARG…
func codeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N PROGRAM ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	exit := (*exec.ExitError)(nil)
	for i := range args {
		args[i] = unquote(ts, args[i])
	}
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("run %s: %v", args[1], err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// sampleCommand writes a named sample:
//
//	sample NAME PATH
func sampleCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sample NAME PATH")
	}
	sample, ok := signaturetest.Lookup(args[0])
	if !ok {
		ts.Fatalf("no sample %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(unquote(ts, args[1])), sample.Data(), 0o666))
}

// unquote reads s as a Go string if it is quoted, for names that a script
// cannot hold.
func unquote(ts *testscript.TestScript, s string) string {
	if !strings.HasPrefix(s, `"`) {
		return s
	}
	unquoted, err := strconv.Unquote(s)
	ts.Check(err)
	return unquoted
}

// contractCommand reads each line of a file by the contract, and checks that
// the files are those named, in this order:
//
//	contract FILE NAME…
func contractCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: contract FILE NAME…")
	}
	var names []string
	lines := bufio.NewScanner(strings.NewReader(ts.ReadFile(args[0])))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		var f contractFile
		ts.Check(dec.Decode(&f))
		for _, problem := range f.problems(lines.Bytes()) {
			ts.Fatalf("%s: %s", f.File, problem)
		}
		names = append(names, f.File)
	}
	ts.Check(lines.Err())
	if got, want := strings.Join(names, "\n"), strings.Join(args[1:], "\n"); got != want {
		ts.Fatalf("files:\n%s\nwant:\n%s", got, want)
	}
}
