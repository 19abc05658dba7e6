package main

import (
	"context"
	"fmt"
	"os"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// windowPerJob bounds how many files per worker may be ahead of the output: the
// reports that wait for their turn are the memory of a run, whatever the number
// of files.
const windowPerJob = 4

// tally counts a run.
type tally struct {
	files      map[signature.Status]int
	total      int
	skipped    int
	unopenable int
}

// task is a target on its way through the workers.
type task struct {
	target
	done chan outcome // holds one: a worker never waits for the output
}

// pipeline judges the files of args with jobs workers and writes the reports
// in path order.
//
// Errors: those of standard output; ctx.Err() when stopped.
func (a *app) pipeline(ctx context.Context, j *judge, args []string, jobs int) (tally, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pending := make(chan *task, jobs*windowPerJob)
	work := make(chan *task)
	go produce(ctx, args, pending, work)
	for range jobs {
		go func() {
			for t := range work {
				t.done <- j.target(ctx, t.target)
			}
		}()
	}
	count := tally{files: make(map[signature.Status]int)}
	bar := a.newBar(ctx, args)
	defer bar.finish()
	for t := range pending {
		select {
		case <-ctx.Done():
			return count, ctx.Err()
		case o := <-t.done:
			if err := a.emit(&count, bar, j, t.target, o); err != nil {
				return count, err
			}
		}
	}
	return count, ctx.Err()
}

// produce walks the arguments. A task enters pending first: that is its place
// in the output, and a full window holds the walk back.
func produce(ctx context.Context, args []string, pending, work chan<- *task) {
	defer close(pending)
	defer close(work)
	walk(ctx, args, func(t target) bool {
		next := &task{target: t, done: make(chan outcome, 1)}
		for _, queue := range []chan<- *task{pending, work} {
			select {
			case queue <- next:
			case <-ctx.Done():
				return false
			}
		}
		return true
	})
}

// emit counts and writes one outcome.
func (a *app) emit(count *tally, bar *bar, j *judge, t target, o outcome) error {
	defer bar.step()
	switch {
	case o.err != nil:
		return o.err
	case o.skipped:
		count.skipped++
		return nil
	case o.refused != nil:
		count.unopenable++
		bar.clear()
		a.warn(cannotOpen(t.name, o.refused))
		return nil
	}
	bar.clear()
	if count.total > 0 && !j.json {
		o.report = append([]byte("\n"), o.report...)
	}
	count.total++
	count.files[o.status]++
	_, err := a.stdout.Write(o.report)
	return err
}

// cannotOpen names the path quoted: it may hold what a terminal obeys.
func cannotOpen(path string, err error) motcua.Text {
	why := openProblem(err)
	return motcua.Text{
		VI: fmt.Sprintf("không mở được %q: %s", path, why.VI),
		EN: fmt.Sprintf("cannot open %q: %s", path, why.EN),
	}
}

// summary tells the tally of a run on folders or several files.
func (t tally) summary() motcua.Text {
	text := motcua.Textf("đã kiểm tra %d tệp", "%d files checked", t.total)
	separator := ": "
	for _, s := range []signature.Status{
		signature.StatusValid, signature.StatusInvalid, signature.StatusIndeterminate,
		signature.StatusUnsigned, signature.StatusError,
	} {
		if n := t.files[s]; n > 0 {
			text.VI += fmt.Sprintf("%s%d %s", separator, n, statusWord(s).VI)
			text.EN += fmt.Sprintf("%s%d %s", separator, n, statusWord(s).EN)
			separator = ", "
		}
	}
	if t.skipped > 0 {
		text.VI += fmt.Sprintf("; bỏ qua %d tệp không phải PDF", t.skipped)
		text.EN += fmt.Sprintf("; %d other files passed over", t.skipped)
	}
	return text
}

// statusWord names a status inside a sentence or table.
func statusWord(s signature.Status) motcua.Text {
	switch s {
	case signature.StatusValid:
		return motcua.Text{VI: "hợp lệ", EN: "valid"}
	case signature.StatusInvalid:
		return motcua.Text{VI: "không hợp lệ", EN: "invalid"}
	case signature.StatusIndeterminate:
		return motcua.Text{VI: "chưa kết luận được", EN: "not conclusive"}
	case signature.StatusUnsigned:
		return motcua.Text{VI: "không có chữ ký số", EN: "not signed"}
	}
	return motcua.Text{VI: "không đọc được", EN: "not readable"}
}

// exit turns the tally into the end of the command. Nothing judged is not “all
// valid”: a mistyped folder must not pass a gate.
func (t tally) exit() error {
	switch {
	case t.unopenable > 0:
		return &failure{code: exitUsage}
	case t.total > 0 && t.files[signature.StatusValid] == t.total:
		return nil
	}
	return notValid()
}

// isFolder tells whether path names a folder; a path that cannot be reached is
// none, and is reported by the walk.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
