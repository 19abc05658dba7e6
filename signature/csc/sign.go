package csc

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Job is what is to be signed with one credential.
type Job struct {
	CredentialID string
	// Hashes are what the key signs: for a signature.Pending, its Digest.
	Hashes [][]byte
	// HashOID is the object identifier of the hash algorithm, Pending.DigestOID.
	HashOID string
	// AlgorithmOID is the signature algorithm and Parameters the DER of its
	// parameters, of which only those of RSASSA-PSS are sent: Pending.Algorithm.
	AlgorithmOID string
	Parameters   []byte
}

const (
	oidPSS    = "1.2.840.113549.1.1.10"
	maxHashes = 1000
)

func (j Job) check() error {
	if j.CredentialID == "" || len(j.Hashes) == 0 || len(j.Hashes) > maxHashes || j.HashOID == "" || j.AlgorithmOID == "" {
		return fmt.Errorf("csc: sign: %w", ErrJob)
	}
	for _, h := range j.Hashes {
		if len(h) == 0 || len(h) > 64 {
			return fmt.Errorf("csc: sign: length of a hash: %w", ErrJob)
		}
	}
	return nil
}

func (j Job) hashes() []string {
	out := make([]string, len(j.Hashes))
	for i, h := range j.Hashes {
		out[i] = base64.StdEncoding.EncodeToString(h)
	}
	return out
}

// Secret is something that the credential's holder enters, such as a PIN or a
// one-time password.
type Secret struct {
	ID string
	// Value is asked for when the request is made; what it returns is wiped after.
	Value func(ctx context.Context) ([]byte, error)
}

// SAD is signature activation data: whoever has it may sign. It prints as a
// placeholder.
type SAD struct {
	value string
	// Expires is how long the service honours it from when it answered; 0 where it
	// does not say.
	Expires time.Duration
}

// NewSAD makes a SAD of a value that was obtained elsewhere, as in mode
// “oauth2code”.
func NewSAD(value string) SAD { return SAD{value: value} }

const hidden = "(signature activation data)"

// String returns a placeholder.
func (SAD) String() string { return hidden }

// Format writes a placeholder, whatever the verb.
func (SAD) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue returns a placeholder.
func (SAD) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText returns a placeholder, so that encoders write none.
func (SAD) MarshalText() ([]byte, error) { return []byte(hidden), nil }

type authorizeRequest struct {
	ID            string     `json:"credentialID"`
	NumSignatures int        `json:"numSignatures"`
	Hashes        []string   `json:"hashes"`
	HashOID       string     `json:"hashAlgorithmOID"`
	AuthData      []authData `json:"authData,omitempty"`
}

type authData struct {
	ID    string `json:"id"`
	Value string `json:"value"`
}

type authorizeAnswer struct {
	SAD       string `json:"SAD"`
	ExpiresIn int64  `json:"expiresIn"`
}

// Authorize asks for the right to sign the hashes of a job (credentials/authorize).
// The SAD is bound to them.
//
// Errors: as Credentials; ErrJob, or those of the secrets.
func (c *Client) Authorize(ctx context.Context, job Job, secrets ...Secret) (SAD, error) {
	if err := job.check(); err != nil {
		return SAD{}, err
	}
	req := authorizeRequest{
		ID: job.CredentialID, NumSignatures: len(job.Hashes), Hashes: job.hashes(), HashOID: job.HashOID,
	}
	for _, s := range secrets {
		value, err := s.Value(ctx)
		if err != nil {
			return SAD{}, fmt.Errorf("csc: credentials/authorize: secret: %w", err)
		}
		req.AuthData = append(req.AuthData, authData{ID: s.ID, Value: string(value)})
		clear(value)
	}
	var a authorizeAnswer
	if err := c.call(ctx, "credentials/authorize", req, &a); err != nil {
		return SAD{}, err
	}
	if a.SAD == "" || a.ExpiresIn < 0 {
		return SAD{}, fmt.Errorf("csc: credentials/authorize: %w", ErrAnswer)
	}
	const longest = int64(365 * 24 * time.Hour / time.Second)
	return SAD{value: a.SAD, Expires: time.Duration(min(a.ExpiresIn, longest)) * time.Second}, nil
}

type signRequest struct {
	ID         string   `json:"credentialID"`
	SAD        string   `json:"SAD,omitempty"`
	Hashes     []string `json:"hashes"`
	HashOID    string   `json:"hashAlgorithmOID"`
	SignAlgo   string   `json:"signAlgo"`
	SignParams string   `json:"signAlgoParams,omitempty"`
	Mode       string   `json:"operationMode"`
}

type signAnswer struct {
	Signatures []string `json:"signatures"`
}

// SignHash returns one signature value for each hash of a job, in order
// (signatures/signHash). The zero SAD is for credentials of mode “implicit”.
//
// Errors: as Authorize.
func (c *Client) SignHash(ctx context.Context, job Job, sad SAD) ([][]byte, error) {
	if err := job.check(); err != nil {
		return nil, err
	}
	req := signRequest{
		ID: job.CredentialID, SAD: sad.value, Hashes: job.hashes(), HashOID: job.HashOID, SignAlgo: job.AlgorithmOID, Mode: "S",
	}
	if job.AlgorithmOID == oidPSS {
		req.SignParams = base64.StdEncoding.EncodeToString(job.Parameters)
	}
	var a signAnswer
	if err := c.call(ctx, "signatures/signHash", req, &a); err != nil {
		return nil, err
	}
	if len(a.Signatures) != len(job.Hashes) {
		return nil, fmt.Errorf("csc: signatures/signHash: number of signatures: %w", ErrAnswer)
	}
	values := make([][]byte, len(a.Signatures))
	for i, text := range a.Signatures {
		value, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(value) == 0 {
			return nil, fmt.Errorf("csc: signatures/signHash: %w", ErrAnswer)
		}
		values[i] = value
	}
	return values, nil
}
