package storetest_test

import (
	"testing"

	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/storetest"
)

func TestMemoryStore(t *testing.T) {
	storetest.Test(t, func(testing.TB) token.Store { return token.NewMemoryStore() })
}
