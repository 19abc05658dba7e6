package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/catalogue"
	"github.com/spf13/cobra"
)

func newRules(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "rules",
		Short: a.in(motcua.Text{VI: "Liệt kê các quy định được áp dụng", EN: "List the rules that are applied"}),
		Long: a.in(motcua.Text{
			VI: "Liệt kê các quy định mà chương trình áp dụng: điều khoản, hiệu lực, nguyên văn.",
			EN: "Lists the rules that the program applies: article, dates in force, wording.",
		}),
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			out := bufio.NewWriter(a.stdout)
			for i, r := range catalogue.Rules() {
				if err := a.writeRule(out, r, asJSON, i == 0); err != nil {
					return err
				}
			}
			return out.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, a.in(motcua.Text{VI: "mỗi quy định một dòng JSON", EN: "one line of JSON per rule"}))
	return cmd
}

func (a *app) writeRule(w io.Writer, r motcua.Rule, asJSON, first bool) error {
	if asJSON {
		return a.writeRuleJSON(w, r)
	}
	if !first {
		fmt.Fprintln(w)
	}
	c := r.Citation
	duty := motcua.Text{VI: "bắt buộc", EN: "required"}
	if r.Duty == motcua.Should {
		duty = motcua.Text{VI: "khuyến khích", EN: "encouraged"}
	}
	fmt.Fprintf(w, "%s\n  %s\n", r.ID, a.in(r.Title))
	fmt.Fprintf(w, "  %s – %s (%s), %s\n", c, a.in(r.Jurisdiction.Name()), a.in(r.Status.Label()), a.in(duty))
	fmt.Fprintf(w, "  %s\n", a.in(inForceText(r)))
	_, err := fmt.Fprintf(w, "  “%s”\n", c.Quote)
	return err
}

// inForceText tells when the wording applies, and to which date.
func inForceText(r motcua.Rule) motcua.Text {
	from, until, anchor := r.InForce.From, r.InForce.Until, r.Anchor.Label()
	text := motcua.Text{
		VI: "Áp dụng khi " + anchor.VI + " từ " + from.Vietnamese(),
		EN: "Applies when the " + anchor.EN + " is on or after " + from.String(),
	}
	if !until.IsZero() {
		text.VI += " đến trước " + until.Vietnamese()
		text.EN += " and before " + until.String()
	}
	return text
}

// jsonRule is one line of rules --json.
type jsonRule struct {
	Schema       string              `json:"schema"`
	Rule         string              `json:"rule"`
	Title        string              `json:"title"`
	Jurisdiction motcua.Jurisdiction `json:"jurisdiction"`
	Status       motcua.Status       `json:"status"`
	Duty         motcua.Duty         `json:"duty"`
	Anchor       motcua.Anchor       `json:"anchor"`
	From         *string             `json:"from"`
	Until        *string             `json:"until"`
	Citation     jsonCitation        `json:"citation"`
}

type jsonCitation struct {
	Instrument string          `json:"instrument"`
	Provision  string          `json:"provision"`
	Quote      string          `json:"quote"`
	Sure       motcua.Sureness `json:"sure"`
}

func (a *app) writeRuleJSON(w io.Writer, r motcua.Rule) error {
	return writeJSONLine(w, jsonRule{
		Schema: "motcua/rules;version=1",
		Rule:   r.ID, Title: a.in(r.Title), Jurisdiction: r.Jurisdiction, Status: r.Status,
		Duty: r.Duty, Anchor: r.Anchor, From: dateOrNull(r.InForce.From), Until: dateOrNull(r.InForce.Until),
		Citation: jsonCitation(r.Citation),
	})
}

func dateOrNull(d motcua.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}

// writeJSONLine writes v on one line, angle brackets and ampersands as they are.
func writeJSONLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
