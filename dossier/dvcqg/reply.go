package dvcqg

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// MaxReply bounds an answer, in bytes.
const MaxReply = 1 << 20

// ParseReply reads what the portal answered to a synchronisation or a report.
// Other fields than error_code, a number or text, and message are not looked at:
// they differ.
//
// Errors: [ErrKnown], after which the dossier is sent as an update; [ErrSession],
// after a new login the same again; [ErrRefused]; [ErrPayload] for what is no
// answer. None holds the portal's message, which may repeat what was sent.
func (p Profile) ParseReply(b []byte) error {
	var r struct {
		Code    json.RawMessage `json:"error_code"`
		Message string          `json:"message"`
	}
	if len(b) > MaxReply || json.Unmarshal(b, &r) != nil {
		return fmt.Errorf("dvcqg: read reply: %w", ErrPayload)
	}
	code := string(bytes.Trim(r.Code, `"`))
	switch {
	case code == "" || len(code) > 16 || strings.Trim(code, "-0123456789") != "":
		return fmt.Errorf("dvcqg: read reply: %w: no code", ErrPayload)
	case slices.Contains(orDefault(p.SuccessCodes, "0", "00"), code):
		return nil
	case slices.Contains(p.SessionCodes, code):
		return fmt.Errorf("dvcqg: reply %s: %w", code, ErrSession)
	case p.KnownCodes != nil && slices.Contains(p.KnownCodes, code):
		return fmt.Errorf("dvcqg: reply %s: %w", code, ErrKnown)
	case p.KnownCodes == nil && (code == "3" || code == "-3") && strings.Contains(strings.ToLower(norm.NFC.String(r.Message)), "đã tồn tại"):
		return fmt.Errorf("dvcqg: reply %s: %w", code, ErrKnown)
	}
	return fmt.Errorf("dvcqg: reply %s: %w", code, ErrRefused)
}

func orDefault(list []string, seen ...string) []string {
	if list != nil {
		return list
	}
	return seen
}
