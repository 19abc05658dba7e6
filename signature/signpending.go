package signature

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/motcua/motcua/internal/cert"
	"github.com/motcua/motcua/internal/cms"
	"github.com/motcua/motcua/internal/pdfwrite"
)

// Pending is a signature that waits for its value. It can be stored as bytes, by
// MarshalBinary, and holds no secret.
//
// What is stored is bound to the input: Complete refuses another file, and a
// signature value that is not over what was prepared. A stored Pending that was
// altered is refused as far as it matters: its checksum finds damage, and what
// was altered with care (the update, the attributes, the signer's certificate)
// no longer fits the signature value. Only certificates beside the signer's are
// bound by nothing, as in any CMS.
//
// Concurrency: safe, as long as nobody unmarshals into it.
type Pending struct {
	state  pendingState
	cert   *cert.Certificate
	digest cms.Digest
	scheme cms.Scheme
}

// pendingState is what is stored.
type pendingState struct {
	Version      int           `json:"version"`
	InputBytes   int64         `json:"inputBytes"`
	InputSum     []byte        `json:"inputSum"` // by Digest
	Digest       string        `json:"digest"`
	PSS          bool          `json:"pss,omitempty"`
	Certificates [][]byte      `json:"certificates"`
	Field        string        `json:"field"`
	Head         []byte        `json:"head"` // of the update, to the value
	Room         int           `json:"room"`
	Rest         []byte        `json:"rest"` // of the update, behind the value
	RangesSum    []byte        `json:"rangesSum"`
	Attributes   []byte        `json:"attributes"`
	Warnings     []SignWarning `json:"warnings,omitempty"`
}

// pendingVersion is the version of the stored form.
const pendingVersion = 1

// maxPendingBytes bounds a stored Pending: appearances are its largest part.
const maxPendingBytes = 96 << 20

func newPending(f *signingFile, p *plan, s slot, field string, ranges, input []byte) (*Pending, error) {
	claims := cms.Claims{Digest: p.digest, Sum: ranges, Signer: p.cert}
	if p.subFilter == SubFilterPKCS7 {
		claims.SigningTime = p.opts.At
	}
	attributes, err := cms.SignedAttributes(claims)
	if err != nil {
		return nil, fmt.Errorf("signature: sign document: %w", err)
	}
	at := s.at - f.joined.Size
	return &Pending{
		cert: p.cert, digest: p.digest, scheme: p.scheme,
		state: pendingState{
			Version: pendingVersion, InputBytes: f.joined.Size, InputSum: input, Digest: p.digest.Name(),
			PSS: p.opts.PSS, Certificates: p.chain, Field: field,
			Head: f.joined.Tail[:at+1], Room: s.room, Rest: f.joined.Tail[at+1+2*int64(s.room):],
			RangesSum: ranges, Attributes: attributes, Warnings: p.warnings,
		},
	}, nil
}

// slot is where the value goes.
func (s *pendingState) slot() slot {
	at := s.InputBytes + int64(len(s.Head)) - 1
	return slot{at: at, room: s.Room, end: at + 1 + 2*int64(s.Room) + int64(len(s.Rest))}
}

// Hash is the algorithm of Digest.
func (p *Pending) Hash() crypto.Hash { return p.digest.Hash() }

// Digest is what the key signs: the digest of SignedAttributes.
func (p *Pending) Digest() []byte {
	h := p.digest.New()
	h.Write(p.state.Attributes)
	return h.Sum(nil)
}

// SignedAttributes is the DER whose digest is signed, for services that hash by
// themselves.
func (p *Pending) SignedAttributes() []byte { return bytes.Clone(p.state.Attributes) }

// DocumentDigest is the digest of the signed ranges of the document.
func (p *Pending) DocumentDigest() []byte { return bytes.Clone(p.state.RangesSum) }

// SignerOpts is what a crypto.Signer is asked for.
func (p *Pending) SignerOpts() crypto.SignerOpts { return p.scheme.Options() }

// Algorithm returns the object identifier of the signature algorithm in dotted
// decimal, as in 1.2.840.113549.1.1.11, and the DER of its parameters, nil for
// none.
func (p *Pending) Algorithm() (oid string, parameters []byte) {
	parameters, err := p.scheme.Parameters()
	if err != nil {
		return p.scheme.OID(), nil
	}
	return p.scheme.OID(), parameters
}

// DigestOID returns the object identifier of Hash in dotted decimal.
func (p *Pending) DigestOID() string { return p.digest.OID() }

// Field returns the full name of the field.
func (p *Pending) Field() string { return p.state.Field }

// Warnings tells what should be known before the value is asked for.
func (p *Pending) Warnings() []SignWarning { return append([]SignWarning{}, p.state.Warnings...) }

// sealed is the stored form: the state and its checksum.
type sealed struct {
	State json.RawMessage `json:"state"`
	Sum   []byte          `json:"sum"` // SHA-256 of State
}

// MarshalBinary returns the stored form. It holds the certificates and whatever
// the signature shows, which may be personal data.
func (p *Pending) MarshalBinary() ([]byte, error) {
	state, err := json.Marshal(p.state)
	if err != nil {
		return nil, fmt.Errorf("signature: store prepared signature: %w", err)
	}
	sum := sha256.Sum256(state)
	return json.Marshal(sealed{State: state, Sum: sum[:]})
}

// UnmarshalBinary reads the stored form.
//
// Errors: [ErrPending], [ErrKey] for a certificate that cannot sign.
func (p *Pending) UnmarshalBinary(data []byte) error {
	bad := fmt.Errorf("signature: read prepared signature: %w", ErrPending)
	var s sealed
	if len(data) > maxPendingBytes || json.Unmarshal(data, &s) != nil {
		return bad
	}
	if sum := sha256.Sum256(s.State); !bytes.Equal(sum[:], s.Sum) {
		return fmt.Errorf("signature: read prepared signature: checksum: %w", ErrPending)
	}
	var state pendingState
	if json.Unmarshal(s.State, &state) != nil || state.Version != pendingVersion {
		return fmt.Errorf("signature: read prepared signature: version: %w", ErrPending)
	}
	next, err := state.open()
	if err != nil {
		return err
	}
	*p = *next
	return nil
}

// open checks a state that came from outside.
func (s pendingState) open() (*Pending, error) {
	bad := fmt.Errorf("signature: read prepared signature: %w", ErrPending)
	p := &Pending{state: s}
	for _, d := range []cms.Digest{cms.SHA256, cms.SHA384, cms.SHA512} {
		if d.Name() == s.Digest {
			p.digest = d
		}
	}
	if p.digest == 0 || s.InputBytes <= 0 || s.InputBytes > 1<<62 || s.Room < 0 || s.Room > DefaultContentsBytes ||
		len(s.Head) == 0 || s.Head[len(s.Head)-1] != '<' || len(s.Rest) == 0 || s.Rest[0] != '>' ||
		len(s.Certificates) == 0 || len(s.Certificates) > maxChain ||
		len(s.InputSum) != p.digest.Size() || len(s.RangesSum) != p.digest.Size() {
		return nil, bad
	}
	var err error
	if p.cert, err = cert.Parse(s.Certificates[0]); err != nil {
		return nil, bad
	}
	if p.scheme, err = cms.SchemeFor(p.cert, p.digest, s.PSS); err != nil {
		return nil, fmt.Errorf("signature: read prepared signature: %w (%w)", ErrKey, err)
	}
	return p, nil
}

// parts are those of the CMS, with a signature value that was checked.
func (p *Pending) parts(value []byte) (cms.Parts, error) {
	if p.cert == nil {
		return cms.Parts{}, fmt.Errorf("signature: sign document: nothing was prepared: %w", ErrPending)
	}
	value, err := p.scheme.Check(p.cert, p.state.Attributes, value)
	if err != nil {
		return cms.Parts{}, fmt.Errorf("signature: sign document: %w (%w)", ErrKey, err)
	}
	return cms.Parts{
		Digest: p.digest, Algorithm: p.scheme, Signer: p.cert, Certificates: p.state.Certificates,
		Attributes: p.state.Attributes, Signature: value,
	}, nil
}

// resume puts the update behind the input.
func (p *Pending) resume(r io.ReaderAt, size int64, opts FinishOptions) (*signingFile, error) {
	if p.cert == nil || size != p.state.InputBytes {
		return nil, fmt.Errorf("signature: sign document: size of the input: %w", ErrPending)
	}
	f, _, err := newSigningFile(r, size, OpenOptions{Password: opts.Password, Limits: opts.Limits})
	if err != nil {
		return nil, err
	}
	zeros := strings.Repeat("0", 2*p.state.Room)
	f.joined = pdfwrite.Joined{Base: r, Size: size, Tail: bytes.Join([][]byte{p.state.Head, []byte(zeros), p.state.Rest}, nil)}
	return f, nil
}

// explain tells an input that changed from other reasons for a result that does
// not verify.
func (p *Pending) explain(ctx context.Context, f *signingFile, err error) error {
	var refused *RefusedError
	if !errors.As(err, &refused) || refused.Why != RefusedResult && refused.Why != RefusedHarm {
		return err
	}
	h := p.digest.New()
	if readErr := f.feedRange(ctx, h, 0, f.joined.Size); readErr != nil {
		return readErr
	}
	if !bytes.Equal(h.Sum(nil), p.state.InputSum) {
		return fmt.Errorf("signature: sign document: the input is another: %w", ErrPending)
	}
	return err
}
