package csc

import (
	"context"
	"encoding/base64"
	"fmt"
)

// Credential is a key with its certificate (CSC API, credentials/info).
type Credential struct {
	ID          string
	Description string
	// Certificates are DER, the signer's first.
	Certificates [][]byte
	// KeyEnabled tells that the key may be used.
	KeyEnabled bool
	// Algorithms are the object identifiers of what the key signs with, and Bits its
	// length.
	Algorithms []string
	Bits       int
	// Mode is how the key is authorised: “implicit”, “explicit” (by Secrets) or
	// “oauth2code” (by a SAD that the caller obtains).
	Mode string
	// Secrets names what the holder has to enter in explicit mode, as in “PIN”, and
	// Expression how they go together.
	Secrets    []string
	Expression string
	// PerHash tells that an authorisation is for named hashes only (SCAL 2).
	PerHash bool
	// MaxSignatures is how many hashes one authorisation may cover; at least 1.
	MaxSignatures int
}

// The bounds of what a service may list.
const (
	maxCredentials = 1000
	maxPages       = 100
	maxChain       = 16
)

type listRequest struct {
	MaxResults int    `json:"maxResults,omitempty"`
	PageToken  string `json:"pageToken,omitempty"`
}

type listAnswer struct {
	IDs  []string `json:"credentialIDs"`
	Next string   `json:"nextPageToken"`
}

// Credentials lists the identifiers of the credentials that the access token's
// holder has (credentials/list), at most 1,000.
//
// Errors: *ServiceError, ErrAnswer, ErrTooLarge, the network's or the context's.
func (c *Client) Credentials(ctx context.Context) ([]string, error) {
	var ids []string
	req := listRequest{}
	for range maxPages {
		var page listAnswer
		if err := c.call(ctx, "credentials/list", req, &page); err != nil {
			return nil, err
		}
		if ids = append(ids, page.IDs...); len(ids) > maxCredentials {
			return nil, fmt.Errorf("csc: credentials/list: credentials: %w", ErrTooLarge)
		}
		if page.Next == "" {
			return ids, nil
		}
		req.PageToken = page.Next
	}
	return nil, fmt.Errorf("csc: credentials/list: pages: %w", ErrTooLarge)
}

type infoRequest struct {
	ID           string `json:"credentialID"`
	Certificates string `json:"certificates"`
	CertInfo     bool   `json:"certInfo"`
	AuthInfo     bool   `json:"authInfo"`
}

type infoAnswer struct {
	Description string `json:"description"`
	Key         struct {
		Status string   `json:"status"`
		Algo   []string `json:"algo"`
		Len    int      `json:"len"`
	} `json:"key"`
	Cert struct {
		Certificates []string `json:"certificates"`
	} `json:"cert"`
	Auth struct {
		Mode       string `json:"mode"`
		Expression string `json:"expression"`
		Objects    []struct {
			ID string `json:"id"`
		} `json:"objects"`
	} `json:"auth"`
	SCAL      string `json:"SCAL"`
	MultiSign int    `json:"multisign"`
}

// Credential returns what the service tells of one credential (credentials/info).
//
// Errors: as Credentials.
func (c *Client) Credential(ctx context.Context, id string) (*Credential, error) {
	var a infoAnswer
	req := infoRequest{ID: id, Certificates: "chain", AuthInfo: true}
	if err := c.call(ctx, "credentials/info", req, &a); err != nil {
		return nil, err
	}
	out := &Credential{
		ID: id, Description: a.Description, KeyEnabled: a.Key.Status == "enabled", Algorithms: a.Key.Algo, Bits: a.Key.Len,
		Mode: a.Auth.Mode, Expression: a.Auth.Expression, PerHash: a.SCAL == "2", MaxSignatures: max(1, a.MultiSign),
	}
	for _, o := range a.Auth.Objects {
		out.Secrets = append(out.Secrets, o.ID)
	}
	if len(a.Cert.Certificates) == 0 || len(a.Cert.Certificates) > maxChain {
		return nil, fmt.Errorf("csc: credentials/info: certificates: %w", ErrAnswer)
	}
	for _, text := range a.Cert.Certificates {
		der, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("csc: credentials/info: certificates: %w", ErrAnswer)
		}
		out.Certificates = append(out.Certificates, der)
	}
	return out, nil
}
