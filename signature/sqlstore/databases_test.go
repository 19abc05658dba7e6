package sqlstore_test

import "github.com/motcua/motcua/internal/pgtest"

func databases() []database {
	return []database{{"sqlite", sqliteURL}, {"postgres", pgtest.Database}}
}
