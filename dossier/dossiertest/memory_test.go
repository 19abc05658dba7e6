package dossiertest_test

import (
	"testing"

	"github.com/motcua/motcua/dossier"
	"github.com/motcua/motcua/dossier/dossiertest"
)

func TestMemory(t *testing.T) {
	m := &dossiertest.Memory{}
	dossiertest.Store(t, func(testing.TB) dossier.Store { return m })
}
