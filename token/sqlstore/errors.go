package sqlstore

import "errors"

var (
	// ErrAddress reports an address that names no database of a kind known here.
	ErrAddress = errors.New("not the address of a database")
	// ErrVolatile reports a database that confirms what is not yet on disk.
	ErrVolatile = errors.New("the database does not keep what it confirms")
	// ErrSchema reports tables of a later release.
	ErrSchema = errors.New("the tables are not those of this release")
	// ErrStored reports a stored record that cannot be read.
	ErrStored = errors.New("a stored record is damaged")
)
