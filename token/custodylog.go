package token

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/hashlog"
)

// LogPayload is what one record of the log says. It names people by identifiers
// alone.
type LogPayload struct {
	Life       []LifeEvent      `json:"life,omitempty"`
	Custody    []CustodyEvent   `json:"custody,omitempty"`
	Subscriber *SubscriberEvent `json:"subscriber,omitempty"`
	Erasure    *ErasureEvent    `json:"erasure,omitempty"`
	// Import marks what came from an existing list and was not seen to happen.
	Import bool `json:"import,omitempty"`
}

// SubscriberEvent is a change of a subscriber's record.
type SubscriberEvent struct {
	ID   string         `json:"id"`
	Kind SubscriberKind `json:"kind"`
	Left motcua.Date    `json:"left,omitzero"`
}

// ErasureEvent says why a record of the log was erased.
type ErasureEvent struct {
	Record uint64 `json:"record"`
	Actor  string `json:"actor"`
	Basis  string `json:"basis"` // the decision or article
}

// maxPayload bounds a payload of the log in bytes.
const maxPayload = 1 << 20

// ParseLogPayload reads the payload of a log record.
//
// Errors: [ErrRecord].
func ParseLogPayload(b []byte) (LogPayload, error) {
	var p LogPayload
	if len(b) > maxPayload {
		return LogPayload{}, fmt.Errorf("token: parse log payload: %w: too long", ErrRecord)
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return LogPayload{}, fmt.Errorf("token: parse log payload: %w", ErrRecord)
	}
	return p, nil
}

// encodePayload writes the payload as JSON, the same bytes for the same value.
func encodePayload(p LogPayload) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(p); err != nil {
		return nil, err
	}
	if b.Len() > maxPayload {
		return nil, fmt.Errorf("%w: the event is too long", ErrRecord)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// StartOfLog is what the first record of a log follows: LogRecord.Prev.
func StartOfLog() LogHash { return hashlog.Start(LogName).Hash }

// LogHead names the end of the log at a time. Kept elsewhere, or timestamped, it
// is an anchor: what it vouches for can no longer be rewritten without a trace.
type LogHead struct {
	Seq  uint64
	Hash LogHash
	At   time.Time
}

func (h LogHead) head() hashlog.Head {
	return hashlog.Head{Log: LogName, Seq: h.Seq, Hash: h.Hash, At: h.At}
}

// String returns the head as one line of text, for the anchor's keeper.
func (h LogHead) String() string { return h.head().String() }

// Imprint is the SHA-256 that a timestamp of the head covers (RFC 3161).
func (h LogHead) Imprint() LogHash { return h.head().Imprint() }

// ParseLogHead reads the form of String.
//
// Errors: [ErrRecord] for text that is no head of this log.
func ParseLogHead(s string) (LogHead, error) {
	h, err := hashlog.ParseHead(s)
	if err != nil || h.Log != LogName {
		return LogHead{}, fmt.Errorf("token: parse head of the log: %w", ErrRecord)
	}
	return LogHead{Seq: h.Seq, Hash: h.Hash, At: h.At}, nil
}

// FollowLog makes the record that follows the last one of a log; last holds that
// record alone, or nothing for an empty log. A [Register] does this by itself; it
// is for whoever writes a store and tests it.
//
// A moment before the last record is taken for that record's. Errors: those of the
// random source.
func FollowLog(last []LogRecord, at time.Time, payload []byte, random io.Reader) (LogRecord, error) {
	head := hashlog.Start(LogName)
	if len(last) > 0 {
		head = last[len(last)-1].Head(LogName)
	}
	if at.Before(head.At) {
		at = head.At
	}
	e, err := hashlog.Next(head, at, payload, 0, random)
	if err != nil {
		return LogRecord{}, fmt.Errorf("token: follow log: %w", err)
	}
	return e, nil
}
