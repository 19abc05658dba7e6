package signature

import (
	"fmt"
	"slices"

	"github.com/motcua/motcua"
)

// AppearanceProfile is what one text of law says of how a signature of one kind
// looks and where it stands.
type AppearanceProfile struct {
	Name         string // stable, as in “nd30-agency”
	Title        motcua.Text
	Jurisdiction motcua.Jurisdiction
	Status       motcua.Status
	InForce      motcua.Interval
	Role         Role
	Use          AppearanceUse
	Spot         Spot
	Image        ImageKind
	Lines        []LineKind // what stands as text, in this order
	// FontSize is in points; 0 where the text names none. TimesNewRoman tells that
	// it names that font.
	FontSize      float64
	TimesNewRoman bool
	Citations     []motcua.Citation
}

// AppearanceUse tells what is signed, where that changes how the signature looks.
type AppearanceUse string

// The uses; the zero value means UseDocument.
const (
	UseDocument   AppearanceUse = "document"
	UseAttachment AppearanceUse = "attachment" // in a file of its own
	UseCopy       AppearanceUse = "copy"       // an electronic copy made by an agency
	UseScan       AppearanceUse = "scan"       // paper that an agency scanned
	// UseNumber and UseDate are for further fields of the agency, which put the
	// number and the date of issue into what the person has signed.
	UseNumber AppearanceUse = "number"
	UseDate   AppearanceUse = "date"
)

// Spot is a place that a text of law describes.
type Spot string

// The spots.
const (
	SpotSigner    Spot = "signer"     // centred between the signer's title and name
	SpotSeal      Spot = "seal"       // over about a third of the person's signature, to its left
	SpotCorner    Spot = "corner"     // top right of page one
	SpotTopMargin Spot = "top-margin" // the blank above the text of page one
	SpotRowLeft   Spot = "row-left"   // in the row below the title, left
	SpotRowRight  Spot = "row-right"  // in the row below the title, right
	SpotNumber    Spot = "number"     // behind “Số:” on page one
	SpotGiven     Spot = "given"      // none is found: a place or field must be named
)

// ImageKind tells what picture a signature shows.
type ImageKind string

// The kinds of picture.
const (
	ImageNone        ImageKind = ""            // none is shown
	ImageHandwriting ImageKind = "handwriting" // blue
	ImageSeal        ImageKind = "seal"        // red, as large as the seal
	ImageFree        ImageKind = "free"        // the text says nothing of it
)

// LineKind tells what a line of text states.
type LineKind string

// The kinds of line.
const (
	LineNumber   LineKind = "number"    // number and symbol of the document
	LineCopyForm LineKind = "copy-form" // SAO Y, SAO LỤC or TRÍCH SAO
	LineAgency   LineKind = "agency"
	LineTime     LineKind = "time" // of signing: ISO 8601, in UTC+7
	LineDate     LineKind = "date" // of issue, in words
)

// AppearanceProfiles lists all profiles. The slice is fresh.
func AppearanceProfiles() []AppearanceProfile {
	return slices.Concat(decree30Profiles(), circular1Profiles(), ngheAnProfiles(), laiChauProfiles(),
		haiDuongProfiles(), tuanGiaoProfiles())
}

// AppearanceProfileNamed returns the profile of a name.
//
// Errors: [ErrProfile].
func AppearanceProfileNamed(name string) (AppearanceProfile, error) {
	for _, p := range AppearanceProfiles() {
		if p.Name == name {
			return p, nil
		}
	}
	return AppearanceProfile{}, fmt.Errorf("signature: find profile: %w", ErrProfile)
}

// ChooseAppearance returns the profile for a role and use that is in force on a
// day: the locality's own, else the nation's. Where two national ones are in
// force the younger one is taken.
//
// Errors: [ErrProfile] where no text says anything of it.
func ChooseAppearance(locality motcua.Jurisdiction, day motcua.Date, role Role, use AppearanceUse) (AppearanceProfile, error) {
	if use == "" {
		use = UseDocument
	}
	var found *AppearanceProfile
	all := AppearanceProfiles()
	for i := range all {
		p := &all[i]
		if p.Role != role || p.Use != use || !p.InForce.Contains(day) || p.Jurisdiction != motcua.National && p.Jurisdiction != locality {
			continue
		}
		better := found == nil || found.Jurisdiction == motcua.National && p.Jurisdiction != motcua.National
		younger := found != nil && found.Jurisdiction == p.Jurisdiction && found.InForce.From.Compare(p.InForce.From) < 0
		if better || younger {
			found = p
		}
	}
	if found == nil {
		return AppearanceProfile{}, fmt.Errorf("signature: find profile: %w", ErrProfile)
	}
	return *found, nil
}

// profile fills in what the profiles of one regulation share.
func (r regulation) profile(p AppearanceProfile, citations ...motcua.Citation) AppearanceProfile {
	p.Jurisdiction, p.Status, p.InForce = r.jurisdiction, r.status, r.inForce
	if p.Use == "" {
		p.Use = UseDocument
	}
	p.Citations = citations
	return p
}

// cited is a citation whose words were read.
func (r regulation) cited(provision, quote string) motcua.Citation {
	return motcua.Citation{Instrument: r.instrument, Provision: provision, Quote: quote, Sure: motcua.Read}
}
