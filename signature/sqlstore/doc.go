// Package sqlstore keeps evidence records and the register of signers in a
// database: SQLite, embedded and without further software, or PostgreSQL.
//
//	store, err := sqlstore.Open(ctx, "sqlite:///var/lib/motcua/store.db")
//	if err != nil { … }
//	defer store.Close()
//	err = store.Save(ctx, record, blobs)
//
// Its tables are named signature_…, so that other stores may share the database.
package sqlstore
