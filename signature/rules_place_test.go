package signature

import (
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/rulestest"
)

// signedPlacement is a document as each rule wants it: 210 mm wide, the title ends
// 100 mm and the name begins 130 mm from the top, both in the middle at 150 mm.
func signedPlacement(r motcua.Rule, day motcua.Date) placement {
	at := morningOf(day)
	role, use := RoleAgency, UseDocument
	switch slug := strings.TrimPrefix(r.ID, "signature/"); {
	case strings.HasSuffix(slug, "-person"):
		role = RolePerson
	case strings.HasSuffix(slug, "-attachment"):
		use = UseAttachment
	case strings.HasSuffix(slug, "-copy"):
		use = UseCopy
	case strings.HasSuffix(slug, "-scan"):
		use = UseScan
	}
	s := placement{
		subject: subject{signature: &Signature{Kind: KindSignature, Field: "Signature2", Role: role, ClaimedTime: at}, result: &Result{}},
		opts:    &PlaceOptions{Use: use, Number: "15/QĐ-SNV", Agency: "Sở Nội vụ", SealDiameter: 36},
		block:   &SignerLines{Title: Place{Page: 1, X: 130, Y: 94, Width: 40, Height: 6}, Name: Place{Page: 1, X: 130, Y: 130, Width: 40, Height: 6}},
		width:   210, blank: 25,
	}
	hand := Place{Page: 1, X: 135, Y: 105, Width: 30, Height: 20}
	s.person = &Mark{Field: "Signature1", Place: hand, Whole: true, Pictures: []MarkPicture{{Place: hand, Hue: "blue", Transparent: Yes}}}
	stamp := Place{Page: 1, X: 109, Y: 97, Width: 36, Height: 36} // over 10 of 30 mm
	s.mark = &Mark{Field: "Signature2", Place: stamp, Whole: true, Pictures: []MarkPicture{{Place: stamp, Hue: "red", Transparent: Yes}}}
	switch {
	case role == RolePerson:
		s.mark, s.person = s.person, nil
	case r.Jurisdiction == motcua.NgheAn && use == UseScan:
		s.mark.Place = Place{Page: 1, X: 80, Y: 5, Width: 40, Height: 15}
	case use != UseDocument:
		s.mark.Place = Place{Page: 1, X: 150, Y: 8, Width: 50, Height: 12}
	case r.Jurisdiction == motcua.NgheAn:
		s.person.Place = Place{Page: 1, X: 110, Y: 102, Width: 39, Height: 20}
		s.mark.Place = Place{Page: 1, X: 151, Y: 102, Width: 39, Height: 20}
	}
	if use == UseAttachment || use == UseCopy {
		s.mark.Pictures = nil
	}
	s.mark.Lines = []MarkLine{
		{"TRÍCH SAO", 10, "ABCDEF+TimesNewRomanPSMT"}, {"15/QĐ-SNV", 10, "ABCDEF+TimesNewRomanPSMT"},
		{"Sở Nội vụ", 10, "ABCDEF+TimesNewRomanPSMT"}, {at.Format(isoTime), 10, "ABCDEF+TimesNewRomanPSMT"},
	}
	return s
}

// morningOf is half past nine of a day in Việt Nam.
func morningOf(day motcua.Date) time.Time {
	at, _ := time.ParseInLocation("2006-01-02 15:04", day.String()+" 09:30", vietnamZone())
	return at
}

type placeCase struct {
	name  string
	spoil func(*placement)
	want  motcua.Outcome
}

// placeCases are what a rule must say of a spoiled document, by what it is about.
func placeCases(r motcua.Rule) []placeCase {
	move := func(dx, dy float64) func(*placement) {
		return func(s *placement) {
			s.mark.Place.X, s.mark.Place.Y = s.mark.Place.X+dx, s.mark.Place.Y+dy
			for i := range s.mark.Pictures {
				s.mark.Pictures[i].Place.X += dx
				s.mark.Pictures[i].Place.Y += dy
			}
		}
	}
	picture := func(f func(*MarkPicture)) func(*placement) { return func(s *placement) { f(&s.mark.Pictures[0]) } }
	page2 := func(s *placement) {
		s.mark.Place.Page = 2
		for i := range s.mark.Pictures {
			s.mark.Pictures[i].Place.Page = 2
		}
	}
	line := func(i int, text string) func(*placement) { return func(s *placement) { s.mark.Lines[i].Text = text } }
	partly := func(f func(*placement)) func(*placement) {
		return func(s *placement) { f(s); s.mark.Whole = false }
	}
	empty := func(s *placement) { s.mark.Pictures = nil }
	cases := []placeCase{
		{"as it should be", func(*placement) {}, motcua.Satisfied},
		{"not shown", func(s *placement) { s.mark.Place.Page = 0 }, motcua.Violated},
		{"no field", func(s *placement) { s.mark = nil }, motcua.Indeterminate},
		{"role unknown", func(s *placement) { s.signature.Role = RoleUnknown }, motcua.Indeterminate},
		{"a document timestamp", func(s *placement) { s.signature.Kind = KindDocumentTimestamp }, motcua.NotApplicable},
		{"number beside the seal", func(s *placement) { s.issue = true }, motcua.NotApplicable},
		{"another use", func(s *placement) { s.opts.Use = "other" }, motcua.NotApplicable},
		{"role told by the caller", func(s *placement) {
			s.opts.Roles = map[string]Role{s.signature.Field: s.signature.Role}
			s.signature.Role = RoleUnknown
		}, motcua.Satisfied},
	}
	slug := strings.TrimPrefix(r.ID, "signature/")
	local := r.Jurisdiction
	switch {
	case slug == "place-person":
		cases = append(cases, []placeCase{
			{"lines not found", func(s *placement) { s.block = nil }, motcua.Indeterminate},
			{"2 mm into the name", move(0, 7), motcua.Satisfied},
			{"4 mm into the name", move(0, 9), motcua.Violated},
			{"4 mm into the title", move(0, -9), motcua.Violated},
			{"9 mm right", move(9, 0), motcua.Satisfied},
			{"11 mm right", move(11, 0), motcua.Violated},
			{"11 mm left", move(-11, 0), motcua.Violated},
			{"another page", page2, motcua.Violated},
		}...)
	case slug == "place-seal":
		cases = append(cases, []placeCase{
			{"no person before", func(s *placement) { s.person = nil }, motcua.Indeterminate},
			{"over 6.5 of 30 mm", move(-3.5, 0), motcua.Satisfied},
			{"over 5 of 30 mm", move(-5, 0), motcua.Violated},
			{"over 14 of 30 mm", move(4, 0), motcua.Satisfied},
			{"over 16 of 30 mm", move(6, 0), motcua.Violated},
			{"beside it", move(-20, 0), motcua.Violated},
			{"below it", move(0, 40), motcua.Violated},
			{"over the right third", move(46, 0), motcua.Violated},
			{"another page", page2, motcua.Violated},
		}...)
		if local == motcua.LaiChau {
			cases = append(cases, placeCase{"covers it", picture(func(p *MarkPicture) { p.Transparent = No }), motcua.Violated})
		}
	case slug == "place-row":
		cases = append(cases, []placeCase{
			{"sides changed", func(s *placement) { s.mark.Place, s.person.Place = s.person.Place, s.mark.Place }, motcua.Violated},
			{"11 mm lower", move(0, 11), motcua.Violated},
			{"far below the title", func(s *placement) { s.mark.Place.Y, s.person.Place.Y = 126, 126 }, motcua.Violated},
			{"above the title", func(s *placement) { s.mark.Place.Y, s.person.Place.Y = 90, 90 }, motcua.Violated},
			{"title not found", func(s *placement) { s.block = nil }, motcua.Indeterminate},
			{"no person before", func(s *placement) { s.person = nil }, motcua.Indeterminate},
		}...)
	case slug == "place-scan" && local == motcua.NgheAn:
		cases = append(cases, placeCase{"reaches into the text", move(0, 6), motcua.Violated}, placeCase{"page two", page2, motcua.Violated},
			placeCase{"no text, within 30 mm", func(s *placement) { s.blank, s.mark.Place.Y = 0, 14 }, motcua.Satisfied})
	case strings.HasPrefix(slug, "place-"):
		cases = append(cases, placeCase{"page two", page2, motcua.Violated}, placeCase{"top left", move(-100, 0), motcua.Violated},
			placeCase{"25 mm lower", move(0, 25), motcua.Violated})
	case slug == "image-attachment" || slug == "image-copy":
		cases = append(cases, placeCase{"with a picture", func(s *placement) { s.mark.Pictures = make([]MarkPicture, 1) }, motcua.Violated},
			placeCase{"partly read", partly(func(*placement) {}), motcua.Indeterminate})
	case strings.HasPrefix(slug, "image-"):
		cases = append(cases, imageCases(slug, local, picture, partly, empty)...)
	case strings.HasPrefix(slug, "information-"):
		cases = append(cases, []placeCase{
			{"time without zone", line(3, "2020-01-01T09:30:00"), motcua.Violated},
			{"time as the older tool has it", line(3, "29.05.2013 09:37:36 +07:00"), motcua.Violated},
			{"time of another zone", line(3, "2020-01-01T09:30:00+00:00"), motcua.Violated},
			{"time of another day", line(3, "2018-01-01T09:30:00+07:00"), motcua.Violated},
			{"labelled", func(s *placement) { s.mark.Lines[3].Text = "Thời gian ký: " + s.mark.Lines[3].Text }, motcua.Satisfied},
			{"partly read", partly(line(3, "")), motcua.Indeterminate},
		}...)
		if slug == "information-attachment" {
			cases = append(cases, placeCase{"another number", line(1, "16/QĐ-SNV"), motcua.Violated})
		} else {
			cases = append(cases, placeCase{"another agency", line(2, "Sở Tư pháp"), motcua.Violated})
		}
		if slug == "information-copy" {
			cases = append(cases, placeCase{"another form", line(0, "BẢN SAO"), motcua.Violated}, placeCase{"in small letters", line(0, "Trích sao"), motcua.Satisfied})
		}
	case strings.HasPrefix(slug, "font-"):
		cases = append(cases, []placeCase{
			{"a twin", func(s *placement) { s.mark.Lines[2].Font = "ABCDEF+LiberationSerif" }, motcua.Violated},
			{"named with blanks", func(s *placement) { s.mark.Lines[2].Font = "Times New Roman" }, motcua.Satisfied},
			{"11 pt", func(s *placement) { s.mark.Lines[2].Size = 11 }, motcua.Violated},
			{"no text", func(s *placement) { s.mark.Lines = nil }, motcua.Indeterminate},
		}...)
	}
	return cases
}

func imageCases(slug string, local motcua.Jurisdiction, picture func(func(*MarkPicture)) func(*placement),
	partly func(func(*placement)) func(*placement), empty func(*placement)) []placeCase {
	cases := []placeCase{{"no picture", empty, motcua.Violated}, {"partly read", partly(empty), motcua.Indeterminate}}
	if local == motcua.LaiChau {
		return cases
	}
	cases = append(cases, placeCase{"black", picture(func(p *MarkPicture) { p.Hue = "black" }), motcua.Violated},
		placeCase{"colour unknown", picture(func(p *MarkPicture) { p.Hue = "" }), motcua.Indeterminate})
	if slug != "image-person" {
		cases = append(cases, placeCase{"2 mm smaller", picture(func(p *MarkPicture) { p.Place.Width -= 2 }), motcua.Violated},
			placeCase{"oval", picture(func(p *MarkPicture) { p.Place.Height += 2 }), motcua.Violated},
			placeCase{"size of the seal unknown", func(s *placement) { s.opts.SealDiameter = 0 }, motcua.Indeterminate})
	}
	return cases
}

func TestPlaceRules(t *testing.T) {
	var vectors []rulestest.Vector[placement]
	for _, c := range placeChecks() {
		day := c.InForce.From
		for _, k := range placeCases(c.Rule) {
			s := signedPlacement(c.Rule, day)
			k.spoil(&s)
			vectors = append(vectors, rulestest.Vector[placement]{
				Name: k.name, ID: c.ID, Jurisdiction: c.Jurisdiction, From: c.InForce.From, Subject: s, Want: k.want,
			})
		}
	}
	rulestest.Run(t, placeChecks(), vectors, func(s placement, on motcua.Date) placement {
		again, moved := *s.signature, time.Time{}
		if !on.IsZero() {
			moved = morningOf(on)
		}
		again.ClaimedTime = moved
		mark := *s.mark
		mark.Lines = append([]MarkLine{}, s.mark.Lines...)
		mark.Lines[3].Text = moved.Format(isoTime)
		s.signature, s.mark = &again, &mark
		return s
	})
}

// TestNumbersInDetails: a deviation is told with its numbers, in the decimal sign
// of each language.
func TestNumbersInDetails(t *testing.T) {
	for _, c := range placeChecks() {
		if c.ID != "signature/place-seal" || c.Jurisdiction != motcua.National {
			continue
		}
		s := signedPlacement(c.Rule, c.InForce.From)
		s.mark.Pictures[0].Place.X -= 4.5 // 5.5 of 30 mm
		v := c.Eval(s)
		if !strings.Contains(v.Detail.VI, "18,3 %") || !strings.Contains(v.Detail.EN, "18.3 %") {
			t.Errorf("%q, %q", v.Detail.VI, v.Detail.EN)
		}
	}
}
