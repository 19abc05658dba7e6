package signerregister

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ReadFile reads a register from a file whose name ends in .csv or .json.
//
// Errors: [ErrFormat], also for any other name; [ErrLimit]; those of the system.
func ReadFile(name string) (*Register, []Refusal, error) {
	read := ReadCSV
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
	case ".json":
		read = ReadJSON
	default:
		return nil, nil, fmt.Errorf("signerregister: read file: %w: neither .csv nor .json", ErrFormat)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("signerregister: read file: %w", err)
	}
	defer f.Close()
	return read(f)
}
