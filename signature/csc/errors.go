package csc

import (
	"errors"
	"fmt"
)

var (
	// ErrAddress reports a base address that is no absolute https URL, or http to a
	// loopback host.
	ErrAddress = errors.New("unusable address")
	// ErrAnswer reports an answer that does not follow the API.
	ErrAnswer = errors.New("unexpected answer")
	// ErrTooLarge reports an answer beyond MaxAnswerBytes.
	ErrTooLarge = errors.New("answer too large")
	// ErrJob reports a request that the API does not allow.
	ErrJob = errors.New("unusable request")
)

// ServiceError is an error that the service reports (CSC API, 10.1).
type ServiceError struct {
	Status int    // of HTTP
	Code   string // such as “invalid_request”; "" where none is stated
}

// Error names the status and the code. The service's description is left out: it
// may hold personal data.
func (e *ServiceError) Error() string {
	if e.Code == "" {
		return fmt.Sprintf("service answers with status %d", e.Status)
	}
	return fmt.Sprintf("service answers with status %d: %s", e.Status, e.Code)
}
