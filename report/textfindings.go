package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// findingsOf returns the findings about one signature, or about the whole file
// for -1. An index outside the signatures counts as the whole file, so that no
// finding is lost.
func findingsOf(r *signature.Result, index int) []motcua.Finding {
	var out []motcua.Finding
	for _, f := range r.Findings {
		at := f.Signature
		if at < 0 || at >= len(r.Signatures) {
			at = -1
		}
		if at == index {
			out = append(out, f.Finding)
		}
	}
	return out
}

// findings writes the legal findings, gravest first. Without Verbose those of one
// outcome that say the same are told together, and those that judge nothing come
// last, counted.
func (p *page) findings(findings []motcua.Finding) {
	if len(findings) == 0 {
		return
	}
	slices.SortStableFunc(findings, func(a, b motcua.Finding) int {
		return cmp.Compare(outcomeRank(a.Outcome), outcomeRank(b.Outcome))
	})
	rules := signature.Rules()
	p.line("    ", 4, p.in(motcua.Text{VI: "Đối chiếu với quy định:", EN: "Measured against the law:"}))
	brief := p.opts.Brief && !p.opts.Verbose
	for _, group := range p.grouped(findings) {
		if brief && group[0].Outcome != motcua.Violated {
			continue
		}
		if len(group) == 1 && group[0].Outcome != motcua.Satisfied || p.opts.Verbose {
			p.finding(group[0], titleOf(rules, group[0]))
			continue
		}
		p.group(group, rules)
	}
	if brief {
		for _, o := range []motcua.Outcome{motcua.Indeterminate, motcua.Satisfied, motcua.NotApplicable, motcua.NotInForce} {
			p.count(findings, o)
		}
		return
	}
	if !p.opts.Verbose {
		p.countIdle(findings, motcua.NotApplicable)
		p.countIdle(findings, motcua.NotInForce)
	}
}

// count writes how many findings have an outcome, if any has.
func (p *page) count(findings []motcua.Finding, o motcua.Outcome) {
	n := 0
	for _, f := range findings {
		if f.Outcome == o {
			n++
		}
	}
	if n > 0 {
		p.line("      ", 8, outcomeMark(o).String()+" "+p.in(o.Label())+p.in(motcua.Textf(": %d quy định", ": %d", n)))
	}
}

// grouped puts findings together that are told as one, in order of the first of
// each. A violated rule always stands alone.
func (p *page) grouped(findings []motcua.Finding) [][]motcua.Finding {
	var groups [][]motcua.Finding
	for _, f := range findings {
		if !p.opts.Verbose && idle(f.Outcome) {
			continue
		}
		same := func(g []motcua.Finding) bool {
			return g[0].Outcome == f.Outcome && f.Outcome != motcua.Violated && g[0].Detail == f.Detail
		}
		if i := slices.IndexFunc(groups, same); i >= 0 && !p.opts.Verbose {
			groups[i] = append(groups[i], f)
			continue
		}
		groups = append(groups, []motcua.Finding{f})
	}
	return groups
}

// group writes several findings of one outcome and detail: what they say once,
// then the rules.
func (p *page) group(group []motcua.Finding, rules []motcua.Rule) {
	first := group[0]
	word := p.in(first.Outcome.Label()) + p.in(motcua.Textf(" (%d quy định)", " (%d)", len(group)))
	p.verdict("      ", 8, outcomeMark(first.Outcome), word, prose(p.in(first.Detail)))
	for _, f := range group {
		p.line("        • ", 10, prose(p.in(titleOf(rules, f)))+" – "+p.source(f))
	}
}

// idle tells the outcomes that judge nothing.
func idle(o motcua.Outcome) bool { return o == motcua.NotApplicable || o == motcua.NotInForce }

func outcomeRank(o motcua.Outcome) int {
	order := []motcua.Outcome{
		motcua.Violated, motcua.Indeterminate, motcua.Satisfied,
		motcua.NotApplicable, motcua.NotInForce,
	}
	return slices.Index(order, o)
}

// countIdle writes one line for all findings of an idle outcome.
func (p *page) countIdle(findings []motcua.Finding, o motcua.Outcome) {
	var places []string
	count := 0
	for _, f := range findings {
		if f.Outcome != o {
			continue
		}
		count++
		if place := shown(f.Citation.String()); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	if count == 0 {
		return
	}
	text := motcua.Textf("%d quy định (%s)", "%d (%s)", count, strings.Join(places, "; "))
	p.line("      "+markNone.String()+" ", 8, p.in(o.Label())+": "+p.in(text))
}

// finding writes one finding in full.
func (p *page) finding(f motcua.Finding, title motcua.Text) {
	p.verdict("      ", 8, outcomeMark(f.Outcome), p.in(f.Outcome.Label()), prose(p.in(title)))
	p.line("        ", 8, p.source(f))
	if f.Outcome == motcua.Violated || f.Outcome == motcua.Indeterminate {
		p.line("        ", 8, "“"+prose(f.Citation.Quote)+"”")
	}
	if !f.Detail.IsZero() {
		p.line("        ", 8, prose(p.in(f.Detail)))
	}
}

// source names the article, whose it is, and what weakens it.
func (p *page) source(f motcua.Finding) string {
	s := shown(f.Citation.String())
	if f.Jurisdiction != motcua.National {
		s += " – " + shown(p.in(f.Jurisdiction.Name()))
	}
	var weak []string
	if f.Status != motcua.Issued {
		weak = append(weak, p.in(f.Status.Label()))
	}
	if f.Duty == motcua.Should {
		weak = append(weak, p.in(motcua.Text{VI: "khuyến khích, không bắt buộc", EN: "encouraged, not required"}))
	}
	if len(weak) > 0 {
		s += " (" + strings.Join(weak, "; ") + ")"
	}
	return s
}

// titleOf finds the title of the wording that gave the finding, else of any
// wording of the rule, else its ID.
func titleOf(rules []motcua.Rule, f motcua.Finding) motcua.Text {
	title := motcua.Text{VI: f.Rule, EN: f.Rule}
	for _, r := range rules {
		if r.ID != f.Rule || r.Jurisdiction != f.Jurisdiction {
			continue
		}
		title = r.Title
		if r.InForce.Contains(f.AnchorDate) {
			break
		}
	}
	return title
}

func outcomeMark(o motcua.Outcome) mark {
	switch o {
	case motcua.Satisfied:
		return markGood
	case motcua.Violated:
		return markBad
	case motcua.Indeterminate:
		return markOpen
	}
	return markNone
}
