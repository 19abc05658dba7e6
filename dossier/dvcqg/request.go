package dvcqg

import (
	"encoding/json"
	"fmt"
)

// Bounds of requests that are read.
const (
	// MaxRequest bounds a request, in bytes.
	MaxRequest = 8 << 20
	// MaxRecords bounds the dossiers of a request.
	MaxRecords = 500
	// MaxProgress bounds the acts of a request: systems in use send ten at a time.
	MaxProgress = 10
)

// The services.
const (
	ServiceSynchronise = "DongBoHoSoMC"
	ServiceProgress    = "CapNhatTienDoHoSoMC"
	ServiceLookUp      = "TraCuuHoSo"
)

// Envelope is what every request says.
type Envelope struct {
	Session string `json:"session"` // that the login gave
	Agency  string `json:"madonvi"`
	Service string `json:"service"`
}

// Synchronise is a request of DongBoHoSoMC.
type Synchronise struct {
	Envelope
	Updating Flag     `json:"isUpdating"` // the portal has the dossiers already
	Data     []Record `json:"data"`
}

// ReportProgress is a request of CapNhatTienDoHoSoMC. It follows the dossier's
// own synchronisation.
type ReportProgress struct {
	Envelope
	Data []Progress `json:"data"`
}

// LookUp is a request of TraCuuHoSo. It comes before the synchronisation: its
// answer says whether that is an update.
type LookUp struct {
	Envelope
	Code string `json:"MaHoSo"`
}

// Flag is yes or no as the portal writes it: “True” or “False”.
type Flag bool

// MarshalText writes the flag.
func (f Flag) MarshalText() ([]byte, error) {
	if f {
		return []byte("True"), nil
	}
	return []byte("False"), nil
}

// UnmarshalText reads the flag.
//
// Errors: [ErrPayload].
func (f *Flag) UnmarshalText(b []byte) error {
	switch string(b) {
	case "True":
		*f = true
	case "False":
		*f = false
	default:
		return fmt.Errorf("dvcqg: read flag: %w", ErrPayload)
	}
	return nil
}

// JSON checks the request and writes it.
//
// Errors: [ErrPayload].
func (r Synchronise) JSON() ([]byte, error) {
	r.Service = ServiceSynchronise
	return write(r, r.check())
}

// JSON checks the request and writes it.
//
// Errors: [ErrPayload].
func (r ReportProgress) JSON() ([]byte, error) {
	r.Service = ServiceProgress
	return write(r, r.check())
}

// JSON checks the request and writes it.
//
// Errors: [ErrPayload].
func (r LookUp) JSON() ([]byte, error) {
	r.Service = ServiceLookUp
	return write(r, r.check())
}

func write(request any, problem error) ([]byte, error) {
	if problem != nil {
		return nil, problem
	}
	b, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("dvcqg: write request: %w", err)
	}
	if len(b) > MaxRequest {
		return nil, fmt.Errorf("dvcqg: write request: %w: more than %d bytes", ErrPayload, MaxRequest)
	}
	return b, nil
}

// ParseSynchronise reads a request of DongBoHoSoMC and checks it. Unknown and
// repeated names, names in other letters, text behind the end, and more than
// [MaxRequest] bytes are refused.
//
// Errors: [ErrPayload].
func ParseSynchronise(b []byte) (Synchronise, error) {
	var r Synchronise
	if err := read(b, &r); err != nil {
		return Synchronise{}, err
	}
	if err := r.check(); err != nil {
		return Synchronise{}, err
	}
	return r, nil
}

// ParseProgress reads a request of CapNhatTienDoHoSoMC, as [ParseSynchronise]
// does.
//
// Errors: [ErrPayload].
func ParseProgress(b []byte) (ReportProgress, error) {
	var r ReportProgress
	if err := read(b, &r); err != nil {
		return ReportProgress{}, err
	}
	if err := r.check(); err != nil {
		return ReportProgress{}, err
	}
	return r, nil
}
