package sqlstore_test

import "testing"

func databases(testing.TB) []database {
	return []database{{"sqlite", sqliteURL}}
}
