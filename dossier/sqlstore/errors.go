package sqlstore

import "errors"

var (
	// ErrAddress reports an address that names no database of a kind known here.
	ErrAddress = errors.New("not the address of a database")
	// ErrVolatile reports a database that confirms what is not yet on disk, or
	// keeps nothing at all.
	ErrVolatile = errors.New("the database does not keep what it confirms")
	// ErrUnreplicated reports a server that does not wait for a standby.
	ErrUnreplicated = errors.New("the database does not replicate synchronously")
	// ErrSchema reports tables of a later release, or a read-only database.
	ErrSchema = errors.New("the tables are not those of this release")
)
