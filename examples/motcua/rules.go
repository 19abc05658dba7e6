package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/catalogue"
	"github.com/spf13/cobra"
)

// rulesFlags are the flags of the rules command.
type rulesFlags struct {
	on, jurisdiction string
	json             bool
}

func newRules(a *app) *cobra.Command {
	var flags rulesFlags
	cmd := &cobra.Command{
		Use:   "rules",
		Short: a.in(motcua.Text{VI: "Liệt kê các quy định được áp dụng", EN: "List the rules that are applied"}),
		Long: a.in(motcua.Text{
			VI: `Liệt kê các quy định mà chương trình áp dụng: điều khoản, hiệu lực, nguyên văn.
Không nêu gì thì liệt kê mọi quy định, của cả nước và các địa phương.`,
			EN: `Lists the rules that the program applies: article, dates in force, wording.
Without flags it lists all, national and local.`,
		}),
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error { return a.rules(flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.on, "on", "", a.in(motcua.Text{
		VI: "chỉ quy định có hiệu lực vào ngày `DATE` (YYYY-MM-DD)", EN: "only what is in force on `DATE` (YYYY-MM-DD)",
	}))
	f.StringVar(&flags.jurisdiction, "jurisdiction", "", a.in(motcua.Text{
		VI: "chỉ quy định của `NAME`: ", EN: "only the rules of `NAME`: ",
	})+jurisdictionNames())
	f.BoolVar(&flags.json, "json", false, a.in(motcua.Text{VI: "mỗi quy định một dòng JSON", EN: "one line of JSON per rule"}))
	return cmd
}

// rules writes the wordings that the flags ask for.
func (a *app) rules(flags rulesFlags) error {
	asked, err := askedRules(flags)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.stdout)
	for i, r := range asked {
		if err := a.writeRule(out, r, flags.json, i == 0); err != nil {
			return err
		}
	}
	return out.Flush()
}

func askedRules(flags rulesFlags) ([]motcua.Rule, error) {
	var on motcua.Date
	var only motcua.Jurisdiction
	var err error
	if flags.on != "" {
		if on, err = motcua.ParseDate(flags.on); err != nil {
			return nil, usageError(motcua.Text{VI: "--on nhận một ngày dạng YYYY-MM-DD", EN: "--on takes a date YYYY-MM-DD"})
		}
	}
	if flags.jurisdiction != "" {
		if only, err = parseJurisdiction(flags.jurisdiction); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(catalogue.Rules(), func(r motcua.Rule) bool {
		return !on.IsZero() && !r.InForce.Contains(on) || only != "" && r.Jurisdiction != only
	}), nil
}

func (a *app) writeRule(w io.Writer, r motcua.Rule, asJSON, first bool) error {
	if asJSON {
		return writeRuleJSON(w, r)
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
	ID           string              `json:"id"`
	Jurisdiction motcua.Jurisdiction `json:"jurisdiction"`
	From         *string             `json:"from"`
	Until        *string             `json:"until"` // the first day on which it no longer applies; null while no end is known
	Anchor       motcua.Anchor       `json:"anchor"`
	Duty         motcua.Duty         `json:"duty"`
	Status       motcua.Status       `json:"status"`
	Citation     jsonCitation        `json:"citation"`
}

type jsonCitation struct {
	Instrument string          `json:"instrument"`
	Provision  string          `json:"provision"`
	Quote      string          `json:"quote"`
	Certainty  motcua.Sureness `json:"certainty"`
}

func writeRuleJSON(w io.Writer, r motcua.Rule) error {
	c := r.Citation
	return writeJSONLine(w, jsonRule{
		ID: r.ID, Jurisdiction: r.Jurisdiction, From: dateOrNull(r.InForce.From), Until: dateOrNull(r.InForce.Until),
		Anchor: r.Anchor, Duty: r.Duty, Status: r.Status,
		Citation: jsonCitation{Instrument: c.Instrument, Provision: c.Provision, Quote: c.Quote, Certainty: c.Sure},
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
