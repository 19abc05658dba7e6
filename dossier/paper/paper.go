package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/dossier"
)

// Details are what a dossier's events do not hold. A field that is empty is left
// out of the paper, or printed as a dotted line where people fill it in.
type Details struct {
	// Over is the name of the agency above, Agency that of the one that issues the
	// paper; Agency is required.
	Over, Agency string
	// OneStop names the one-stop unit; empty means “Bộ phận Một cửa”.
	OneStop string
	Place   string // before the date
	Number  string // of the paper, after “Số:”
	// Applicant is who hands the dossier in; Name is required except for the control
	// slip and the register.
	Applicant Applicant
	// Missing lists what is to be supplemented.
	Missing []string
	// ResultPlace and ResultWay say where and how the result is given.
	ResultPlace, ResultWay string
	// Officer signs for the agency.
	Officer string
	// LookUp is what the QR symbol says, such as the address at which the dossier is
	// looked up; empty means the code.
	LookUp string
}

// Applicant is who hands a dossier in.
type Applicant struct {
	Name, Address, Phone, Email string
}

// Bounds of details.
const (
	maxDetail  = 2000 // bytes of a text
	maxMissing = 200  // entries of Missing
	maxRows    = 5000 // rows of a control slip or register
)

// Paper is a paper made out.
type Paper struct {
	kind    dossier.PaperKind
	form    dossier.PaperForm // zero: none was prescribed
	ground  dossier.Ground
	at      time.Time
	title   string
	details Details
	code    dossier.Code
	content []block
	signers []string
	a4      bool
}

// Kind returns which paper it is.
func (p *Paper) Kind() dossier.PaperKind { return p.kind }

// Form returns the form that the circular in force prescribes; its layout is not
// the one used.
func (p *Paper) Form() (dossier.PaperForm, bool) { return p.form, p.form != dossier.PaperForm{} }

// block is a part of a paper: one of its fields is set.
type block struct {
	field [2]string // label and value
	text  string
	list  []string
	table *table
}

type table struct {
	shares []float64 // of the columns, together 1
	head   []string
	rows   [][]string
}

// Make makes the paper of a kind that the last fitting event of a dossier calls
// for, as the dossier then was; the control slip is that of all events. Events
// are those of one dossier, as [dossier.ReadLog] returns them.
//
// Errors: [ErrNotCalledFor], [ErrDetails]; [dossier.ErrEvents].
func Make(kind dossier.PaperKind, events []dossier.Event, d Details) (*Paper, error) {
	last := len(events) - 1
	for ; last >= 0; last-- {
		if slices.ContainsFunc(events[last].Papers, func(p dossier.Paper) bool { return p.Kind == kind }) {
			break
		}
	}
	if last < 0 {
		return nil, fmt.Errorf("paper: make %s: %w", kind, ErrNotCalledFor)
	}
	s := source{event: events[last], events: events}
	for _, p := range s.event.Papers {
		if p.Kind == kind {
			s.ground = p.Ground
		}
	}
	upto := events[:last+1]
	if kind == dossier.PaperControlSlip {
		upto = events
	}
	var err error
	if s.before, err = dossier.Rebuild(events[:last]); err != nil {
		return nil, fmt.Errorf("paper: make %s: %w", kind, err)
	}
	if s.c, err = dossier.Rebuild(upto); err != nil {
		return nil, fmt.Errorf("paper: make %s: %w", kind, err)
	}
	if err := d.check(kind != dossier.PaperControlSlip); err != nil {
		return nil, fmt.Errorf("paper: make %s: %w", kind, err)
	}
	s.d = d.filled()
	p := &Paper{kind: kind, ground: s.ground, at: s.event.At, details: s.d, code: s.c.Code}
	p.name()
	if p.content, p.signers, err = s.content(kind); err != nil {
		return nil, fmt.Errorf("paper: make %s: %w", kind, err)
	}
	p.clean()
	return p, nil
}

// name finds the form in force, and the title.
func (p *Paper) name() {
	p.title = p.kind.Label().VI
	if form, known := dossier.PaperFormOn(p.kind, motcua.DateAt(p.at)); known {
		p.form, p.title = form, form.Title.VI
	}
}

// check bounds the details.
func (d Details) check(named bool) error {
	if d.Agency == "" || named && d.Applicant.Name == "" {
		return fmt.Errorf("%w: a name is missing", ErrDetails)
	}
	a := d.Applicant
	texts := append([]string{
		d.Over, d.Agency, d.OneStop, d.Place, d.Number, d.ResultPlace, d.ResultWay, d.Officer, d.LookUp,
		a.Name, a.Address, a.Phone, a.Email,
	}, d.Missing...)
	if len(d.Missing) > maxMissing || slices.ContainsFunc(texts, func(s string) bool { return len(s) > maxDetail }) {
		return fmt.Errorf("%w: too long or too many", ErrDetails)
	}
	return nil
}

func (d Details) filled() Details {
	if d.OneStop == "" {
		d.OneStop = "Bộ phận Một cửa"
	}
	return d
}

// notice says what the paper is not, and which article names its contents.
func (p *Paper) notice() string {
	said := "Trình bày không theo mẫu chính thức"
	if p.form != (dossier.PaperForm{}) {
		said += " (" + p.form.Number + " " + p.form.Citation.Instrument + ")"
	}
	if p.ground != (dossier.Ground{}) && !p.ground.Practice {
		said += "; nội dung theo " + p.ground.Citation.String()
	}
	return said + "."
}

// dateline is the line of place and date.
func (p *Paper) dateline() string {
	t := motcua.VietnamTime(p.at)
	line := fmt.Sprintf("ngày %02d tháng %02d năm %d", t.Day(), t.Month(), t.Year())
	if p.details.Place != "" {
		return p.details.Place + ", " + line
	}
	return "N" + strings.TrimPrefix(line, "n")
}

// numbered is the line of the paper's number.
func (p *Paper) numbered() string {
	if p.details.Number == "" {
		return "Số: ........"
	}
	return "Số: " + p.details.Number
}

// lookUp is what the QR symbol says; empty: there is no code yet.
func (p *Paper) lookUp() string {
	if p.details.LookUp != "" {
		return p.details.LookUp
	}
	return p.code.String()
}

// moment writes a moment as papers do.
func moment(t time.Time) string {
	t = motcua.VietnamTime(t)
	return fmt.Sprintf("%02d giờ %02d phút, ngày %02d tháng %02d năm %d", t.Hour(), t.Minute(), t.Day(), t.Month(), t.Year())
}

// short writes a moment into a table.
func short(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return motcua.VietnamTime(t).Format("15:04 02/01/2006")
}
