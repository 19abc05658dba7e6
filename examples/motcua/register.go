package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signerregister"
	"github.com/motcua/motcua/signature/sqlstore"
	"github.com/spf13/cobra"
)

// register opens the register of signers; nil where none was named.
func (a *app) register(ctx context.Context, name string) (signature.Register, error) {
	if name == "" {
		return nil, nil
	}
	if isDatabase(name) {
		return storedRegister(ctx, name)
	}
	return a.registerFile(name)
}

// registerFile reads a register from a file. Rows that cannot be taken are told,
// so that nothing is lost in silence.
func (a *app) registerFile(name string) (*signerregister.Register, error) {
	r, refused, err := signerregister.ReadFile(name)
	if err != nil {
		return nil, usageError(motcua.Textf("%q: không đọc được danh bạ người ký", "%q: the register of signers cannot be read", name))
	}
	for _, row := range refused {
		text := row.Text()
		a.warn(motcua.Text{
			VI: fmt.Sprintf("danh bạ người ký, dòng %d: %s", row.Line, text.VI),
			EN: fmt.Sprintf("register of signers, line %d: %s", row.Line, text.EN),
		})
	}
	return r, nil
}

// storedRegister reads the register of a database into memory. Its address may
// hold a password and is not repeated.
func storedRegister(ctx context.Context, address string) (signature.Register, error) {
	if !databaseThere(address) {
		return nil, usageError(motcua.Text{VI: "--register: không có cơ sở dữ liệu này", EN: "--register: there is no such database"})
	}
	store, err := sqlstore.Open(ctx, address)
	if err != nil {
		return nil, usageError(motcua.Text{VI: "--register: không mở được cơ sở dữ liệu", EN: "--register: the database cannot be opened"})
	}
	r, err := store.Register(ctx)
	if err = errors.Join(err, store.Close()); err != nil {
		return nil, usageError(motcua.Text{VI: "--register: không đọc được danh bạ người ký", EN: "--register: the register of signers cannot be read"})
	}
	return r, nil
}

func newEvidenceRegister(a *app) *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "register FILE --store URL",
		Short: a.in(motcua.Text{VI: "Đưa danh bạ người ký vào cơ sở dữ liệu, thay danh bạ đang có", EN: "Put a register of signers into the database, in place of the one there"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || !isDatabase(address) {
				return usageError(motcua.Text{VI: "cần nêu tệp danh bạ và --store là địa chỉ cơ sở dữ liệu", EN: "name the file of the register, and a database as --store"})
			}
			r, err := a.registerFile(args[0])
			if err != nil {
				return err
			}
			store, err := sqlstore.Open(cmd.Context(), address)
			if err != nil {
				return usageError(motcua.Text{VI: "--store: không mở được cơ sở dữ liệu", EN: "--store: the database cannot be opened"})
			}
			if err = errors.Join(store.ReplaceRegister(cmd.Context(), r), store.Close()); err != nil {
				return storeFailure(err)
			}
			return nil
		},
	}
	cmd.DisableFlagsInUseLine = true
	a.addStoreFlag(cmd, &address)
	return cmd
}
