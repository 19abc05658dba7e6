package sqlstore

import (
	"github.com/motcua/motcua/internal/migrate"
	"github.com/motcua/motcua/internal/sqldb"
)

var (
	// ErrURL reports a URL that names no database that can be opened.
	ErrURL = sqldb.ErrURL
	// ErrNewer reports tables that a newer version of the program made.
	ErrNewer = migrate.ErrNewer
)
