package migrate_test

import "testing"

// named is an empty database of one kind.
type named struct{ name, url string }

func databases(tb testing.TB) []named {
	return []named{{"sqlite", sqliteURL(tb)}}
}
