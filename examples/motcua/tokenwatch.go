package main

import (
	"context"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/token"
	"github.com/motcua/motcua/token/sqlstore"
	"github.com/spf13/cobra"
)

type tokenWatchFlags struct {
	store, at, jurisdiction string
	days                    int
	asJSON, asFeed          bool
}

func newTokenWatch(a *app) *cobra.Command {
	var flags tokenWatchFlags
	cmd := &cobra.Command{
		Use:   "watch",
		Short: a.in(motcua.Text{VI: "Chứng thư số sắp hết hạn, thiết bị chưa thu hồi, bị khóa", EN: "Certificates about to expire, devices not back, locked"}),
		Long: a.in(motcua.Text{
			VI: `Liệt kê những việc cần làm với chứng thư số và thiết bị trong sổ: sắp hết hạn (và
ngày cuối để đề nghị gia hạn), đã thu hồi mà thiết bị chưa trả, người đã nghỉ việc
mà chứng thư số còn hiệu lực, thiết bị bị khóa, thiết bị có hai người giữ. Mã kết
thúc 1 khi có việc cần làm.`,
			EN: `Lists what the register asks for: terms that end soon (and the last day to ask for
renewal), certificates revoked whose device is not back, people who left with a
certificate in force, locked devices, devices with two holders. The exit code is 1
when something is listed.`,
		}),
		Args: a.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.watchTokens(cmd.Context(), flags) },
	}
	a.addTokenStore(cmd, &flags.store)
	f := cmd.Flags()
	f.StringVar(&flags.at, "at", "", a.in(motcua.Text{VI: "xét vào `DATE` (NĂM-THÁNG-NGÀY), mặc định hôm nay", EN: "as of `DATE` (YEAR-MONTH-DAY), by default today"}))
	f.IntVar(&flags.days, "days", 90, a.in(motcua.Text{VI: "xét trước bao nhiêu ngày", EN: "how many days ahead"}))
	f.StringVar(&flags.jurisdiction, "jurisdiction", string(motcua.National), a.in(motcua.Text{
		VI: "xét thêm thời hạn của một địa phương, `NAME` là ", EN: "add the time limits of one locality, `NAME` being ",
	})+jurisdictionNames())
	f.BoolVar(&flags.asJSON, "json", false, a.in(motcua.Text{VI: "mỗi việc một dòng JSON", EN: "one line of JSON per item"}))
	f.BoolVar(&flags.asFeed, "ical", false, a.in(motcua.Text{VI: "lịch iCalendar (RFC 5545), không nêu tên người", EN: "an iCalendar feed (RFC 5545), without names"}))
	return cmd
}

func (a *app) watchTokens(ctx context.Context, flags tokenWatchFlags) error {
	if flags.days < 1 || flags.asJSON && flags.asFeed {
		return usageError(motcua.Text{VI: "--days từ 1 trở lên; chỉ một trong --json, --ical", EN: "--days is 1 or more; only one of --json, --ical"})
	}
	at := time.Now()
	if flags.at != "" {
		d, err := motcua.ParseDate(flags.at)
		if err != nil {
			return usageError(motcua.Text{VI: "--at cần dạng NĂM-THÁNG-NGÀY", EN: "--at takes YEAR-MONTH-DAY"})
		}
		at = startOfDay(d)
	}
	locality, err := parseJurisdiction(flags.jurisdiction)
	if err != nil {
		return err
	}
	cal, err := motcua.NewCalendar(motcua.CalendarOptions{})
	if err != nil {
		return err
	}
	return withKeptTokenStore(ctx, flags.store, func(s *sqlstore.Store) error {
		items, err := token.Watch(ctx, s, cal, at, token.WatchOptions{Days: flags.days, Locality: locality})
		if err != nil {
			return registerFailure(err)
		}
		if err := a.tellWatch(items, flags, at); err != nil {
			return err
		}
		if len(items) > 0 {
			return notValid()
		}
		return nil
	})
}

// jsonWatch fixes the names and the order of the members of token watch --json.
type jsonWatch struct {
	Schema      string          `json:"schema"`
	Kind        token.WatchKind `json:"kind"`
	On          motcua.Date     `json:"on"`
	Overdue     bool            `json:"overdue"`
	Certificate string          `json:"certificate"`
	Subscriber  string          `json:"subscriber"`
	Name        string          `json:"name"`
	Device      string          `json:"device"`
	State       token.LifeState `json:"state"`
	RenewBy     motcua.Date     `json:"renewBy,omitzero"`
	RenewSure   bool            `json:"renewSure"`
	Lost        bool            `json:"lost"`
	Holders     []token.Holder  `json:"holders,omitempty"`
	Summary     jsonText        `json:"summary"`
}

type jsonText struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

func (a *app) tellWatch(items []token.WatchItem, flags tokenWatchFlags, at time.Time) error {
	switch {
	case flags.asFeed:
		return token.WriteWatchFeed(a.stdout, items, token.FeedOptions{Language: a.lang, Stamp: at, Nameless: true})
	case flags.asJSON:
		for _, i := range items {
			s := i.Summary()
			if err := writeJSONLine(a.stdout, jsonWatch{
				Schema: "motcua/token-watch;version=1", Kind: i.Kind, On: i.On, Overdue: i.Overdue, Certificate: i.Certificate,
				Subscriber: i.Subscriber, Name: i.Name, Device: i.Device, State: i.State, RenewBy: i.RenewBy, RenewSure: i.RenewSure,
				Lost: i.Lost, Holders: i.Holders, Summary: jsonText(s),
			}); err != nil {
				return err
			}
		}
		return nil
	}
	return token.WriteWatchTable(a.stdout, items, a.lang)
}
