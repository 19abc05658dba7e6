package main

import (
	"context"
	"fmt"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
)

// register opens the register of signers; nil where none was named. Rows that
// cannot be taken are told, so that nothing is lost in silence.
func (a *app) register(_ context.Context, name string) (signature.Register, error) {
	if name == "" {
		return nil, nil
	}
	r, refused, err := signerregister.ReadFile(name)
	if err != nil {
		return nil, usageError(motcua.Textf("--register %q: không đọc được danh bạ người ký", "--register %q: the register of signers cannot be read", name))
	}
	for _, row := range refused {
		text := row.Text()
		a.warn(motcua.Text{
			VI: fmt.Sprintf("--register, dòng %d: %s", row.Line, text.VI),
			EN: fmt.Sprintf("--register, line %d: %s", row.Line, text.EN),
		})
	}
	return r, nil
}
