package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/spf13/cobra"
)

// defaultTokenStore is the register of certificates and devices where --store
// names none.
const defaultTokenStore = "sqlite:motcua-token.db"

// addTokenStore adds --store of the commands that use the register.
func (a *app) addTokenStore(cmd *cobra.Command, store *string) {
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().StringVar(store, "store", defaultTokenStore, a.in(motcua.Text{
		VI: "sổ chứng thư số và thiết bị, `URL` sqlite: hoặc postgres:", EN: "the register of certificates and devices, a `URL` sqlite: or postgres:",
	}))
}

// withKeptTokenStore opens a register that is there already: nothing may be said of
// one that was only made by a slip in its address.
func withKeptTokenStore(ctx context.Context, address string, work func(*sqlstore.Store) error) error {
	if !databaseThere(address) {
		return usageError(motcua.Text{VI: "--store: không có cơ sở dữ liệu này; sổ được lập bằng token import", EN: "--store: there is no such database; token import makes the register"})
	}
	return withTokenStore(ctx, address, work)
}

// databaseThere reports whether the file of a SQLite address exists; a server says
// for itself what it has.
func databaseThere(address string) bool {
	path, ok := strings.CutPrefix(address, "sqlite:")
	if !ok {
		return true
	}
	_, err := os.Stat(strings.TrimPrefix(path, "//"))
	return !errors.Is(err, fs.ErrNotExist)
}

// withTokenStore opens the register for one piece of work. An address may hold a
// password and is not repeated.
func withTokenStore(ctx context.Context, address string, work func(*sqlstore.Store) error) error {
	s, err := sqlstore.Open(ctx, address, sqlstore.Options{})
	if err != nil {
		return usageError(storeRefused(err))
	}
	return errors.Join(work(s), s.Close())
}

func storeRefused(err error) motcua.Text {
	switch {
	case errors.Is(err, sqlstore.ErrAddress):
		return motcua.Text{
			VI: "--store cần địa chỉ dạng sqlite:TỆP hoặc postgres://máy/cơ-sở-dữ-liệu",
			EN: "--store takes an address like sqlite:FILE or postgres://host/database",
		}
	case errors.Is(err, sqlstore.ErrVolatile):
		return motcua.Text{
			VI: "--store: máy chủ cơ sở dữ liệu xác nhận khi chưa ghi xuống đĩa (fsync, synchronous_commit)",
			EN: "--store: the database server confirms what is not yet on disk (fsync, synchronous_commit)",
		}
	case errors.Is(err, sqlstore.ErrSchema):
		return motcua.Text{VI: "--store: cơ sở dữ liệu của bản phần mềm mới hơn", EN: "--store: the database is of a later release"}
	}
	return motcua.Text{VI: "--store: không mở được cơ sở dữ liệu", EN: "--store: the database cannot be opened"}
}

// tokenRegister opens the register for writing.
func tokenRegister(s token.Store) (*token.Register, error) {
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		return nil, err
	}
	return token.NewRegister(s, cal, time.Now, token.RegisterOptions{})
}

// registerFailure puts an error of the register into words; a refusal names its
// article.
func registerFailure(err error) error {
	failed := func(t motcua.Text) error { return &failure{code: exitNotValid, text: t} }
	if refused := (*token.CustodyError)(nil); errors.As(err, &refused) {
		return failed(motcua.Text{
			VI: refused.Why.VI + " (" + refused.Basis.String() + ")", EN: refused.Why.EN + " (" + refused.Basis.String() + ")",
		})
	}
	switch {
	case errors.Is(err, token.ErrNotHolder):
		return failed(motcua.Text{VI: "bên giao không phải là người đang giữ thiết bị theo sổ", EN: "by the register, the giver does not hold the device"})
	case errors.Is(err, token.ErrNoRecord):
		return failed(motcua.Text{VI: "sổ không có thiết bị này", EN: "the register has no such device"})
	case errors.Is(err, token.ErrConflict):
		return failed(motcua.Text{VI: "sổ vừa được người khác thay đổi; hãy thử lại", EN: "someone else has just changed the register; try again"})
	case errors.Is(err, token.ErrRecord):
		return failed(motcua.Text{VI: "thông tin không khớp với sổ (thiết bị đã báo mất, đã hủy, hoặc thiếu bên giao, bên nhận)", EN: "the act does not fit the register (the device is lost or destroyed, or giver or receiver are missing)"})
	}
	return failed(motcua.Text{VI: "cơ sở dữ liệu báo lỗi", EN: "the database failed"})
}

// startOfDay is midnight in Việt Nam.
func startOfDay(d motcua.Date) time.Time {
	t, _ := time.Parse(time.DateOnly+" -07:00", d.String()+" +07:00") // a date that was parsed
	return t
}
