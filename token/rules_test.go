package token

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/corpus"
	"github.com/motcua/motcua/internal/rulestest"
	"golang.org/x/text/unicode/norm"
)

func TestRuleMetadata(t *testing.T) {
	for _, what := range rulestest.Problems(Rules()) {
		t.Error(what)
	}
}

// TestQuotes compares every quotation that was read with its text. The gazette's
// extraction strews blanks into words, so blanks do not count in its texts.
func TestQuotes(t *testing.T) {
	rulestest.Quotes(t, slices.DeleteFunc(cited(), func(r motcua.Rule) bool {
		return r.Citation.Instrument == decree30
	}), map[string]string{
		decree130:   "texts/nd130-2018.txt",
		circular185: "texts/tt185-2019-bqp.txt",
		circular41:  "texts/tt41-2017-btttt.txt",
		haiDuong:    "../seeds/hai-duong-2019-draft.txt",
		hoaBinh:     "../seeds/hoa-binh-13-2020.txt",
		laiChau:     "../seeds/lai-chau-sct-2019.txt",
		ngheAn:      "../seeds/nghe-an-65-2016.txt",
		tuanGiao:    "../seeds/tuan-giao-2022.txt",
	})
}

func TestGazetteQuotes(t *testing.T) {
	checkQuotes(t, decree30, "texts/nd30-2020-congbao.txt")
}

// TestSecondHandQuotes looks for what is quoted of Nghị định 68 in what quotes it.
func TestSecondHandQuotes(t *testing.T) {
	checkQuotes(t, decree68, "secondary/nd68-2024-dieu11-excerpt.txt", "signature.md", "secondary/qd165-2025-ninh-binh-chu-ky-so-cong-vu.md")
}

func checkQuotes(t *testing.T, instrument string, files ...string) {
	t.Helper()
	dir := corpus.Law(t)
	if dir == "" {
		t.Skip("MOTCUA_LAW is not set: the texts of the law are not at hand")
	}
	packed := func(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), "") }
	var text strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f)))
		if err != nil {
			t.Fatal(err)
		}
		text.WriteString(packed(string(b)))
	}
	tried := 0
	for _, r := range cited() {
		if r.Citation.Instrument != instrument {
			continue
		}
		tried++
		if !strings.Contains(text.String(), packed(r.Citation.Quote)) {
			t.Errorf("%s: the quote is not in the text", r.Citation)
		}
	}
	if tried == 0 {
		t.Errorf("nothing of %s is quoted", instrument)
	}
}

// cited is every citation of the rules, of the transitions, of the papers and of
// the limits, as rules.
func cited() []motcua.Rule {
	found := map[motcua.Citation]motcua.Rule{}
	add := func(c motcua.Citation) {
		if c != (motcua.Citation{}) {
			found[c] = motcua.Rule{ID: "token/cited", Citation: c}
		}
	}
	for _, r := range Rules() {
		add(r.Citation)
	}
	for _, g := range Regimes() {
		add(giveBackLimit(g).basis)
		for _, k := range SubscriberKinds() {
			for _, t := range transitions(g, k) {
				add(t.Basis)
				for _, by := range Roles() {
					for _, d := range demands(g, k, Action{Act: t.Act, Request: t.Request, By: by}, true) {
						add(d.Basis)
					}
				}
			}
		}
		for _, r := range RequestKinds() {
			add(answerLimit(g, r).basis)
		}
	}
	for _, c := range RevocationCases() {
		_, _, of := c.scope()
		add(of.citation())
	}
	for _, k := range SubscriberKinds() {
		_, of := changeCasesOf(k)
		add(of.citation())
	}
	return slices.Collect(maps.Values(found))
}

// spoil takes evidence away or makes it wrong.
type spoil func(*LifeCase)

// vectorOf is a good case and what makes it violated and indeterminate.
type vectorOf struct {
	good         func(on time.Time, cal *motcua.Calendar) *LifeCase
	bad, unknown spoil
}

func TestRuleVectors(t *testing.T) {
	cal := testCalendar(t)
	var vectors []rulestest.Vector[*LifeCase]
	for _, r := range Rules() {
		v, ok := vectorTable()[strings.TrimPrefix(r.ID, "token/")]
		if !ok {
			t.Errorf("%s: no vectors", r.ID)
			continue
		}
		// Ten o'clock on a working day in each interval.
		at := noonOf(r.InForce.From.AddDays(100)).Add(-2 * time.Hour)
		for _, c := range []struct {
			name  string
			spoil spoil
			want  motcua.Outcome
		}{{"good", func(*LifeCase) {}, motcua.Satisfied}, {"bad", v.bad, motcua.Violated}, {"unknown", v.unknown, motcua.Indeterminate}} {
			s := v.good(at, cal)
			c.spoil(s)
			vectors = append(vectors, rulestest.Vector[*LifeCase]{
				Name: c.name, ID: r.ID, Jurisdiction: r.Jurisdiction, From: r.InForce.From, Subject: s, Want: c.want,
			})
		}
	}
	rulestest.Run(t, Checks(), vectors, redateCase)
}

// redateCase moves every moment of a case so that its anchor falls on the day.
func redateCase(c *LifeCase, d motcua.Date) *LifeCase {
	copied := *c
	move := func(t *time.Time, by time.Duration) {
		if !t.IsZero() {
			*t = t.Add(by)
		}
	}
	to := noonOf(d).Add(-2 * time.Hour)
	if d.IsZero() {
		to = time.Time{}
	}
	switch {
	case c.Issue != nil:
		x := *c.Issue
		move(&x.NotBefore, to.Sub(x.At))
		move(&x.NotAfter, to.Sub(x.At))
		x.At, copied.Issue = to, &x
	case c.Request != nil:
		x := *c.Request
		by := to.Sub(x.At)
		for _, t := range []*time.Time{&x.Received, &x.Done, &x.Before, &x.After} {
			move(t, by)
		}
		x.At, copied.Request = to, &x
	case c.Return != nil:
		x := *c.Return
		by := to.Sub(x.Ended)
		move(&x.GivenUp, by)
		move(&x.GivenBack, by)
		x.Ended, copied.Return = to, &x
	case c.Transfer != nil:
		x := *c.Transfer
		x.At, copied.Transfer = to, &x
	}
	return &copied
}

func testCalendar(t testing.TB) *motcua.Calendar {
	t.Helper()
	// No year is unsettled, so that a late act is late for sure.
	var years []motcua.HolidayYear
	for y := 2000; y < 2200; y++ {
		years = append(years, motcua.HolidayYear{Year: y, Settled: true})
	}
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{Years: years})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// vectorTable gives each rule its vectors: what is good follows from the words of
// the article.
func vectorTable() map[string]vectorOf {
	const day = 24 * time.Hour
	issue := func(at time.Time, cal *motcua.Calendar) *LifeCase {
		return &LifeCase{Kind: ForPerson, Calendar: cal, Issue: &IssueCase{At: at, NotBefore: at, NotAfter: at.Add(5 * 365 * day)}}
	}
	request := func(k RequestKind, of SubscriberKind) func(time.Time, *motcua.Calendar) *LifeCase {
		return func(at time.Time, cal *motcua.Calendar) *LifeCase {
			return &LifeCase{Kind: of, Calendar: cal, AsOf: at.Add(365 * day), Request: &RequestCase{
				Kind: k, By: AsManager, At: at, Received: at, Done: at.Add(6 * time.Hour), DoneBy: AsProvider, Unsigned: true,
				Papers: PaperKinds(), Before: at.Add(200 * day), After: at.Add(200 * day),
				Forms: []string{
					"Mẫu 01", "Mẫu 02", "Mẫu 03", "Mẫu 04", "Mẫu 05", "Mẫu 06", "Mẫu 07", "Mẫu 08", "Mẫu 09", "Mẫu 10",
					"Mẫu 11", "Mẫu 12", "Mẫu 13", "Mẫu số 01", "Mẫu số 02", "Mẫu số 03",
				},
			}}
		}
	}
	revocation := func(c RevocationCase, of SubscriberKind) func(time.Time, *motcua.Calendar) *LifeCase {
		return func(at time.Time, cal *motcua.Calendar) *LifeCase {
			s := request(ForRevocation, of)(at, cal)
			s.Request.Revocation = c
			return s
		}
	}
	returned := func(lost bool) func(time.Time, *motcua.Calendar) *LifeCase {
		return func(at time.Time, cal *motcua.Calendar) *LifeCase {
			return &LifeCase{Kind: ForPerson, Calendar: cal, AsOf: at.Add(365 * day), Return: &ReturnCase{
				Ended: at, GivenUp: at.Add(day), GivenBack: at.Add(2 * day), Lost: lost, Papers: PaperKinds(),
			}}
		}
	}
	transfer := func(of SubscriberKind, toClerk Known) func(time.Time, *motcua.Calendar) *LifeCase {
		return func(at time.Time, cal *motcua.Calendar) *LifeCase {
			return &LifeCase{Kind: of, Transfer: &TransferCase{At: at, ToClerk: toClerk, ToOwner: KnownYes, Office: KnownYes, Papers: PaperKinds()}}
		}
	}
	papers := func(in func(*LifeCase) *[]PaperKind, missing PaperKind) (bad, none spoil) {
		return func(c *LifeCase) {
				*in(c) = slices.DeleteFunc(slices.Clone(*in(c)), func(p PaperKind) bool { return p == missing })
			},
			func(c *LifeCase) { *in(c) = nil }
	}
	ofRequest := func(c *LifeCase) *[]PaperKind { return &c.Request.Papers }
	ofReturn := func(c *LifeCase) *[]PaperKind { return &c.Return.Papers }
	ofTransfer := func(c *LifeCase) *[]PaperKind { return &c.Transfer.Papers }
	v := map[string]vectorOf{}
	paper := func(id string, good func(time.Time, *motcua.Calendar) *LifeCase, in func(*LifeCase) *[]PaperKind, missing PaperKind) {
		bad, none := papers(in, missing)
		v[id] = vectorOf{good, bad, none}
	}
	form := func(id string, good func(time.Time, *motcua.Calendar) *LifeCase) {
		v[id] = vectorOf{good, func(c *LifeCase) { c.Request.Forms = []string{"Mẫu 99"} }, func(c *LifeCase) { c.Request.Forms = nil }}
	}
	limit := func(id string, k RequestKind) {
		v[id] = vectorOf{
			request(k, ForPerson), func(c *LifeCase) { c.Request.Done = c.Request.Received.Add(12 * day) },
			func(c *LifeCase) { c.Request.Received = time.Time{} },
		}
	}
	noTerm := func(c *LifeCase) { c.Request.Before = time.Time{} }
	v["new-term"] = vectorOf{issue,
		func(c *LifeCase) { c.Issue.NotAfter = c.Issue.NotBefore.Add((5*365 + 3) * day) },
		func(c *LifeCase) { c.Issue.NotAfter = time.Time{} }}
	for slug, kind := range map[string]SubscriberKind{"person": ForTitle, "agency": ForAgency, "thing": ForThing} {
		paper("new-confirmed-"+slug, request(ForNew, kind), ofRequest, PaperSubmission)
		form("new-form-"+slug, request(ForNew, kind))
		form("new-request-form-"+slug, request(ForNew, kind))
	}
	paper("new-establishment", request(ForNew, ForAgency), ofRequest, PaperEstablishment)
	paper("new-original", request(ForNew, ForPerson), ofRequest, PaperOriginal)
	paper("new-tax-data", request(ForNew, ForAgency), ofRequest, PaperTax)
	limit("new-limit", ForNew)
	limit("publish-limit", ForEffect)
	limit("renewal-limit", ForRenewal)
	limit("change-limit", ForChange)
	limit("revocation-limit", ForRevocation)
	limit("unlock-limit", ForUnlock)
	form("effect-form", request(ForEffect, ForPerson))
	form("renewal-form", request(ForRenewal, ForPerson))
	form("amend-request-form", request(ForChange, ForPerson))
	form("change-form", request(ForChange, ForPerson))
	form("revocation-form", request(ForRevocation, ForPerson))
	form("revocation-request-form", revocation(KeyDisclosed, ForPerson))
	form("unlock-form", request(ForUnlock, ForPerson))
	form("unlock-request-form", request(ForUnlock, ForPerson))
	v["renewal-term"] = vectorOf{request(ForRenewal, ForPerson),
		func(c *LifeCase) { c.Request.After = c.Request.Before.Add((3*365 + 2) * day) }, noTerm}
	v["renewal-once"] = vectorOf{request(ForRenewal, ForPerson),
		func(c *LifeCase) { c.Request.Renewals = 1 }, func(c *LifeCase) { c.Request.Renewals = -1 }}
	short := func(c *LifeCase) { c.Request.Before = c.Request.At.Add(59 * day) }
	v["renewal-remaining"] = vectorOf{request(ForRenewal, ForPerson), short, noTerm}
	v["change-remaining"] = vectorOf{request(ForChange, ForPerson), short, noTerm}
	v["change-term"] = vectorOf{request(ForChange, ForPerson), func(c *LifeCase) { c.Request.After = c.Request.Before.Add(day) }, noTerm}
	paper("renewal-approved", request(ForRenewal, ForPerson), ofRequest, PaperSubmission)
	paper("change-confirmed", request(ForChange, ForPerson), ofRequest, PaperSubmission)
	paper("unlock-confirmed", request(ForUnlock, ForPerson), ofRequest, PaperSubmission)
	paper("revocation-confirmed", revocation(DeviceBroken, ForAgency), ofRequest, PaperSubmission)
	notManager := func(c *LifeCase) { c.Request.By = AsSubscriber }
	nobody := func(c *LifeCase) { c.Request.By = "" }
	v["revocation-person-left"] = vectorOf{revocation(PersonLeft, ForPerson), notManager, nobody}
	v["revocation-dissolved"] = vectorOf{revocation(AgencyDissolved, ForAgency), notManager, nobody}
	v["unlock-by"] = vectorOf{request(ForUnlock, ForPerson),
		func(c *LifeCase) { c.Request.DoneBy = AsManager }, func(c *LifeCase) { c.Request.DoneBy = "" }}
	v["return-limit"] = vectorOf{returned(false),
		func(c *LifeCase) { c.Return.GivenBack = time.Time{} }, func(c *LifeCase) { c.Calendar = nil }}
	v["recall-limit"] = vectorOf{returned(false),
		func(c *LifeCase) { c.Return.GivenUp = c.Return.Ended.Add(20 * day) }, func(c *LifeCase) { c.Calendar = nil }}
	paper("return-minutes", returned(false), ofReturn, PaperReturn)
	paper("loss-minutes", returned(true), ofReturn, PaperLoss)
	for _, id := range []string{"agency-device-clerk", "seal-key-clerk"} {
		v[id] = vectorOf{transfer(ForAgency, KnownYes),
			func(c *LifeCase) { c.Transfer.ToClerk, c.Transfer.Papers = KnownNo, []PaperKind{} },
			func(c *LifeCase) { c.Transfer.ToClerk = NotKnown }}
	}
	paper("agency-device-permission", transfer(ForAgency, KnownNo), ofTransfer, PaperPermission)
	paper("agency-device-minutes", transfer(ForAgency, KnownYes), ofTransfer, PaperHandOver)
	paper("agency-device-assignment", transfer(ForAgency, KnownYes), ofTransfer, PaperAssignment)
	for _, id := range []string{"agency-device-office", "seal-device-office"} {
		v[id] = vectorOf{transfer(ForAgency, KnownYes),
			func(c *LifeCase) { c.Transfer.Office = KnownNo }, func(c *LifeCase) { c.Transfer.Office = NotKnown }}
	}
	v["personal-device-own"] = vectorOf{transfer(ForPerson, KnownNo),
		func(c *LifeCase) { c.Transfer.ToOwner = KnownNo }, func(c *LifeCase) { c.Transfer.ToOwner = NotKnown }}
	return v
}
