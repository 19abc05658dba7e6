package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/motcua/motcua"
	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.in(motcua.Text{VI: "Cho biết phiên bản chương trình", EN: "Tell the version of the program"}),
		Args:  a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.stdout, "motcua %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version is what the Go tool recorded: a module version, else the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "(devel)"
}

// noArguments refuses arguments, in the user's language.
func (a *app) noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError(motcua.Text{VI: "lệnh này không nhận tham số", EN: "this command takes no arguments"})
	}
	return nil
}
