package main

import (
	"strings"

	"github.com/motcua/motcua"
	"github.com/spf13/cobra"
)

// rootLong is the help of the program as a whole.
func rootLong() motcua.Text {
	return motcua.Text{
		VI: `Kiểm tra văn bản PDF ký số: chữ ký có nguyên vẹn không, tệp bị thay đổi gì sau
khi ký, ai ký, và quy định nào áp dụng.

Mã kết thúc:
  0  mọi tệp hợp lệ
  1  có tệp không hợp lệ, chưa kết luận được, chưa ký hoặc hỏng
  2  dùng sai lệnh, hoặc không mở được đường dẫn đã nêu`,
		EN: `Checks digitally signed PDF documents: whether the signatures are intact, what
changed in the file after signing, who signed, and which rules apply.

Exit codes:
  0  every file is valid
  1  some file is invalid, not conclusive, unsigned or damaged
  2  wrong usage, or a named path cannot be opened`,
	}
}

// scanLanguage finds --lang before the flags are parsed, since the help itself
// has a language. A wrong value is refused later.
func scanLanguage(args []string) motcua.Language {
	lang := motcua.Vietnamese
	for i, arg := range args {
		value, found := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, found = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if found {
			lang = motcua.Language(value)
		}
	}
	return lang
}

// localise gives a root command its language: flags common to all commands,
// checks, and the frame of the help.
func (a *app) localise(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.Var(&languageFlag{&a.lang}, "lang", a.in(motcua.Text{
		VI: "ngôn ngữ của kết quả: vi hoặc en",
		EN: "language of the output: vi or en",
	}))
	flags.BoolP("help", "h", false, a.in(motcua.Text{VI: "xem hướng dẫn", EN: "show help"}))
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.SetUsageTemplate(a.usageFrame())
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n{{end}}\n{{.UsageString}}")
}

// languageFlag is a --lang that takes vi and en only.
type languageFlag struct{ lang *motcua.Language }

func (f *languageFlag) String() string { return string(motcua.Vietnamese) }

func (f *languageFlag) Type() string { return "vi|en" }

func (f *languageFlag) Set(s string) error {
	switch l := motcua.Language(s); l {
	case motcua.Vietnamese, motcua.English:
		*f.lang = l
		return nil
	}
	*f.lang = motcua.Vietnamese
	return usageError(motcua.Text{
		VI: "--lang chỉ nhận vi hoặc en",
		EN: "--lang takes vi or en only",
	})
}

// usageFrame is the frame of the help, a template of cobra's.
func (a *app) usageFrame() string {
	if a.lang == motcua.English {
		return usageTemplate("Usage", "command", "Commands", "Flags", "Common flags")
	}
	return usageTemplate("Cách dùng", "lệnh", "Các lệnh", "Tùy chọn", "Tùy chọn chung")
}

func usageTemplate(usage, command, commands, flags, common string) string {
	return usage + `:
{{- if .Runnable}}
  {{.UseLine}}{{end}}
{{- if .HasAvailableSubCommands}}
  {{.CommandPath}} [` + command + `]

` + commands + `:
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

` + flags + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableInheritedFlags}}

` + common + `:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`
}
