package migrate_test

import (
	"testing"

	"github.com/motcua/motcua/internal/pgtest"
)

// named is an empty database of one kind.
type named struct{ name, url string }

func databases(tb testing.TB) []named {
	return []named{{"sqlite", sqliteURL(tb)}, {"postgres", pgtest.Database(tb)}}
}
