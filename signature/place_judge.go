package signature

import (
	"slices"
	"strings"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/pagetext"
)

// PlaceOptions is what the caller knows of how a document's signatures should
// look. The zero value judges what the file alone can tell.
type PlaceOptions struct {
	Use AppearanceUse // zero: UseDocument
	// Title and Name are the signer's lines on the page; see
	// [Document.FindSigner].
	Title, Name string
	// Number and Agency are the lines that must be shown; "" takes any.
	Number, Agency string
	// SealDiameter is that of the agency's real seal in millimetres; 0: not known.
	SealDiameter float64
	// Roles give the role of a field's signer where the result does not.
	Roles map[string]Role
	// Locality and LocalInForce are as in VerifyOptions.
	Locality     motcua.Jurisdiction
	LocalInForce motcua.Interval
}

// JudgePlaces judges how the signatures of a verified document look and where
// they stand, by the profiles in force on the day of signing. It returns the
// findings, one for each rule and signature, and what the signatures show.
//
// Errors: the reader's.
func (d *Document) JudgePlaces(result *Result, opts PlaceOptions) ([]Finding, []Mark, error) {
	marks, err := d.Marks()
	if err != nil {
		return nil, nil, err
	}
	base, err := d.placements(marks, &opts)
	if err != nil {
		return nil, nil, err
	}
	base.result = result
	profile := motcua.Profile{Locality: opts.Locality, LocalInForce: opts.LocalInForce}
	var all []Finding
	for i := range result.Signatures[:min(len(result.Signatures), d.limits.Signatures)] {
		s := base
		s.signature, s.index = &result.Signatures[i], i
		s.mark = markOf(marks, s.signature.Field)
		s.issue = s.mark.isIssue() && otherSeal(result.Signatures, marks, i, &opts)
		s.person = personMark(result.Signatures[:i], marks, &opts)
		if all, err = judge(all, i, placeChecks(), s, profile, s.signature); err != nil {
			return nil, nil, err
		}
	}
	return all, marks, nil
}

// placement is what one signature shows, as evidence for the rules.
type placement struct {
	subject
	opts   *PlaceOptions
	mark   *Mark        // nil where no field of the newest revision holds it
	person *Mark        // of the last person who signed before; nil for none
	issue  bool         // it only puts in number or date, and another one is the seal
	block  *SignerLines // nil where title and name were not found
	width  float64      // of page one, in millimetres
	blank  float64      // from the top of page one to its first text; 0 where it has none
}

// placements gathers what all signatures of a document share.
func (d *Document) placements(marks []Mark, opts *PlaceOptions) (placement, error) {
	p := placement{opts: opts}
	pages, v, err := d.pages()
	if err != nil || len(pages) == 0 {
		return p, err
	}
	p.width, _ = pages[0].Size()
	for _, l := range pagetext.Lines(pages[0].Content(d.file, v).Glyphs) {
		if p.blank == 0 || l.Box.Y < p.blank {
			p.blank = l.Box.Y
		}
	}
	if opts.Title != "" && opts.Name != "" {
		if block, err := d.FindSigner(opts.Title, opts.Name); err == nil {
			p.block = &block
		}
	}
	return p, nil
}

func markOf(marks []Mark, field string) *Mark {
	for i := range marks {
		if marks[i].Field == field && field != "" {
			return &marks[i]
		}
	}
	return nil
}

// isIssue tells whether a mark shows nothing but a number or a date: a further
// field of the agency.
func (m *Mark) isIssue() bool {
	if m == nil || len(m.Pictures) > 0 || len(m.Lines) == 0 {
		return false
	}
	return !slices.ContainsFunc(m.Lines, func(l MarkLine) bool {
		date := strings.Contains(pagetext.Folded(l.Text), "ngày")
		return !date && !strings.ContainsAny(l.Text[:min(len(l.Text), 1)], "0123456789")
	})
}

// otherSeal tells whether the agency has another signature that shows a picture.
func otherSeal(list []Signature, marks []Mark, index int, opts *PlaceOptions) bool {
	for i := range list {
		m := markOf(marks, list[i].Field)
		if i != index && m != nil && len(m.Pictures) > 0 && opts.roleOf(&list[i]) == RoleAgency {
			return true
		}
	}
	return false
}

// personMark returns the mark of the last person who signed before; nil where
// nobody is known to be one, or where it is not shown.
func personMark(earlier []Signature, marks []Mark, opts *PlaceOptions) *Mark {
	for i := len(earlier) - 1; i >= 0; i-- {
		s := &earlier[i]
		if m := markOf(marks, s.Field); m != nil && m.Place.Page > 0 && opts.roleOf(s) == RolePerson {
			return m
		}
	}
	return nil
}

// roleOf is the role by the register, else the caller's.
func (o *PlaceOptions) roleOf(s *Signature) Role {
	if s.Role != RoleUnknown && s.Role != "" {
		return s.Role
	}
	if r, ok := o.Roles[s.Field]; ok {
		return r
	}
	return RoleUnknown
}

func (s placement) use() AppearanceUse {
	if s.opts.Use == "" {
		return UseDocument
	}
	return s.opts.Use
}

// shown returns the mark where it is shown at all, else the verdict.
func (s placement) shown() (*Mark, *motcua.Verdict) {
	var v motcua.Verdict
	switch {
	case s.mark == nil:
		v = unclear(motcua.Text{
			VI: "Chữ ký số không gắn với trường nào của tệp, nên không rõ chữ ký hiển thị ở đâu.",
			EN: "No field of the file holds the signature, so it is not known where it is shown.",
		})
	case s.mark.Place.Page == 0:
		v = breach(motcua.Text{
			VI: "Chữ ký số không hiển thị trên trang nào; quy định yêu cầu có hình thức hiển thị.",
			EN: "The signature is not shown on any page; the rule wants it shown.",
		})
	default:
		return s.mark, nil
	}
	return nil, &v
}
