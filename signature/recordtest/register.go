package recordtest

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
)

// OpenRegister returns a register that holds the entries and nothing else.
type OpenRegister func(ctx context.Context, entries []signature.RegisterEntry) (signature.Register, error)

const (
	registerIssuer = "CN=Cơ quan chứng thực, O=Ban Cơ yếu Chính phủ, C=VN"
	otherIssuer    = "CN=Cơ quan chứng thực khác, O=Ban Cơ yếu Chính phủ, C=VN"
)

// registerEntries are those that CheckRegister uses. The third and fourth are
// about one certificate at different times.
func registerEntries() []signature.RegisterEntry {
	held := motcua.DateOf(2024, 1, 1)
	return []signature.RegisterEntry{
		{CertificateSHA256: signature.DigestOf([]byte("first")), Registration: signature.Registration{
			Role: signature.RolePerson, Holder: "Nguyễn Văn Ánh", Agency: "Sở Tư pháp", AgencyID: "000.00.11.H40", Title: "Giám đốc",
			Authority: "Ký ban hành", Manager: "Văn phòng", InForce: motcua.Interval{From: motcua.DateOf(2023, 1, 5), Until: motcua.DateOf(2025, 1, 1)},
		}},
		{Issuer: strings.ReplaceAll(norm.NFD.String(registerIssuer), ", ", ","), Serial: big.NewInt(0x54010f),
			Registration: signature.Registration{Role: signature.RoleAgency, Holder: "by name"}},
		{CertificateSHA256: signature.DigestOf([]byte("second")), Registration: signature.Registration{
			Role: signature.RolePerson, Title: "Phó Giám đốc", InForce: motcua.Interval{Until: held}}},
		{CertificateSHA256: signature.DigestOf([]byte("second")), Registration: signature.Registration{
			Role: signature.RoleAgency, InForce: motcua.Interval{From: held}}},
		// An entry with a digest is about that certificate alone.
		{CertificateSHA256: signature.DigestOf([]byte("third")), Issuer: registerIssuer, Serial: big.NewInt(7),
			Registration: signature.Registration{Role: signature.RolePerson, Holder: "third"}},
		{Issuer: registerIssuer, Serial: big.NewInt(-7), Registration: signature.Registration{Role: signature.RolePerson, Holder: "negative"}},
	}
}

// CheckRegister tests a register and returns everything that is wrong with it,
// nil for nothing.
func CheckRegister(ctx context.Context, open OpenRegister) error {
	entries := registerEntries()
	register, err := open(ctx, entries)
	if err != nil {
		return err
	}
	certificate := func(content, issuer string, serial *big.Int) *signature.Certificate {
		return &signature.Certificate{CertificateSHA256: signature.DigestOf([]byte(content)), Issuer: issuer, Serial: serial}
	}
	var none []int
	checks := []struct {
		name        string
		certificate *signature.Certificate
		want        []int
	}{
		{"by digest", certificate("first", otherIssuer, big.NewInt(1)), []int{0}},
		{"by digest alone", certificate("first", "", nil), []int{0}},
		{"by issuer and serial", certificate("any", registerIssuer, big.NewInt(0x54010f)), []int{1}},
		{"two entries about one certificate", certificate("second", otherIssuer, big.NewInt(1)), []int{2, 3}},
		{"another serial", certificate("any", registerIssuer, big.NewInt(0x54010e)), none},
		{"another issuer", certificate("any", otherIssuer, big.NewInt(0x54010f)), none},
		{"another certificate of the name", certificate("forged", registerIssuer, big.NewInt(7)), none},
		{"negative serial", certificate("any", registerIssuer, big.NewInt(-7)), []int{5}},
		{"unknown", certificate("unknown", "", nil), none},
		{"issuer that is no name", certificate("unknown", "CA\x00", big.NewInt(7)), none},
	}
	var errs []error
	for _, c := range checks {
		if err := finds(ctx, register, c.certificate, entries, c.want); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", c.name, err))
		}
	}
	errs = append(errs, servesAtOnce(ctx, register, entries), findsNothing(ctx, open))
	return errors.Join(errs...)
}

// finds compares what a register tells of a certificate with some of the
// entries.
func finds(ctx context.Context, register signature.Register, c *signature.Certificate, entries []signature.RegisterEntry, want []int) error {
	got, err := register.Registrations(ctx, c)
	if err != nil {
		return err
	}
	if len(got) != len(want) {
		return fmt.Errorf("found %d entries, want %d", len(got), len(want))
	}
	for _, i := range want {
		if !slices.Contains(got, entries[i].Registration) {
			return fmt.Errorf("found %+v, want %+v among them", got, entries[i].Registration)
		}
	}
	return nil
}

// servesAtOnce asks from several sides, and changes what it was given.
func servesAtOnce(ctx context.Context, register signature.Register, entries []signature.RegisterEntry) error {
	errs := make([]error, 4)
	var group sync.WaitGroup
	for w := range errs {
		group.Go(func() {
			c := &signature.Certificate{CertificateSHA256: entries[0].CertificateSHA256}
			for range 20 {
				got, err := register.Registrations(ctx, c)
				if err != nil || len(got) != 1 || got[0] != entries[0].Registration {
					errs[w] = fmt.Errorf("at once: found %+v, error %w", got, errors.Join(err, errChanged))
					return
				}
				got[0].Holder = "changed"
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

var errChanged = errors.New("not what was registered")

// findsNothing asks a register without entries.
func findsNothing(ctx context.Context, open OpenRegister) error {
	register, err := open(ctx, nil)
	if err != nil {
		return err
	}
	err = finds(ctx, register, &signature.Certificate{CertificateSHA256: signature.DigestOf([]byte("first"))}, nil, nil)
	if err != nil {
		return fmt.Errorf("an empty register: %w", err)
	}
	return nil
}
