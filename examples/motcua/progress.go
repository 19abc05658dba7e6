package main

import (
	"context"
	"os"
	"time"

	"github.com/motcua/motcua"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar shows progress on standard error, and nothing where that is no terminal.
type bar struct{ shown *progressbar.ProgressBar }

// newBar starts a bar if standard error is a terminal and there is more than
// one file to come. The files are counted meanwhile by a walk of its own, so
// that the work need not wait for the number.
func (a *app) newBar(ctx context.Context, args []string) *bar {
	if !isTerminal(a.stderr) || len(args) == 1 && !isFolder(args[0]) {
		return &bar{}
	}
	p := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetDescription(a.in(motcua.Text{VI: "Đang kiểm tra", EN: "Checking"})),
		progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	go func() {
		total := int64(0)
		walk(ctx, args, func(target) bool { total++; return ctx.Err() == nil })
		if ctx.Err() == nil {
			p.ChangeMax64(total)
		}
	}()
	return &bar{shown: p}
}

// A bar that cannot be drawn must not stop the work: errors are dropped.

func (b *bar) step() {
	if b.shown != nil {
		_ = b.shown.Add(1)
	}
}

// clear wipes the bar before something else is written to the terminal.
func (b *bar) clear() {
	if b.shown != nil {
		_ = b.shown.Clear()
	}
}

func (b *bar) finish() { b.clear() }

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// useColor follows https://no-color.org: a NO_COLOR that is not empty wins.
func useColor(f *os.File) bool {
	return isTerminal(f) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
