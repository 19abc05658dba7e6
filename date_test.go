package motcua_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/motcua/motcua"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		text string
		want motcua.Date
		bad  bool
	}{
		{text: "2018-02-05", want: motcua.DateOf(2018, time.February, 5)},
		{text: "2024-02-29", want: motcua.DateOf(2024, time.February, 29)},
		{text: "2000-02-29", want: motcua.DateOf(2000, time.February, 29)},
		{text: "9999-12-31", want: motcua.DateOf(9999, time.December, 31)},
		{text: "2023-02-29", bad: true},
		{text: "1900-02-29", bad: true}, // a century is no leap year
		{text: "2018-13-01", bad: true},
		{text: "2018-00-10", bad: true},
		{text: "2018-04-31", bad: true},
		{text: "2018-2-5", bad: true},
		{text: "05/02/2018", bad: true},
		{text: "2018-02-05T00:00:00Z", bad: true},
		{text: " 2018-02-05", bad: true},
		{text: "2018-02-05\n", bad: true},
		{text: "-2018-02-05", bad: true},
		{text: "12018-02-05", bad: true},
		{text: "", bad: true},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := motcua.ParseDate(tt.text)
			if errors.Is(err, motcua.ErrDate) != tt.bad || err == nil && tt.bad {
				t.Fatalf("ParseDate(%q) error = %v, want ErrDate: %t", tt.text, err, tt.bad)
			}
			if got != tt.want {
				t.Errorf("ParseDate(%q) = %v, want %v", tt.text, got, tt.want)
			}
			if !tt.bad && (got.String() != tt.text || !got.Valid()) {
				t.Errorf("String() = %q, Valid() = %t, want %q and true", got, got.Valid(), tt.text)
			}
		})
	}
}

// TestDateOfKeepsWhatIsWrong: parts out of range must not turn into a date,
// neither by counting on nor by losing digits.
func TestDateOfKeepsWhatIsWrong(t *testing.T) {
	tests := []struct {
		name  string
		year  int
		month time.Month
		day   int
	}{
		{"31 April", 2018, 4, 31},
		{"29 February of no leap year", 2023, 2, 29},
		{"month 0", 2018, 0, 1},
		{"month 13", 2018, 13, 1},
		{"day 0", 2018, 1, 0},
		{"day -1", 2018, 1, -1},
		{"day that wraps to 1", 2018, 1, 257},
		{"month that wraps to 1", 2018, 257, 1},
		{"year that wraps to 2018", 2018 + 1<<16, 1, 1},
		{"parts that wrap to nothing", 1 << 16, 256, 256},
		{"the largest of all", math.MaxInt, math.MaxInt, math.MaxInt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := motcua.DateOf(tt.year, tt.month, tt.day)
			if d.Valid() || d.IsZero() {
				t.Errorf("DateOf(%d, %d, %d) = %v: Valid %t, IsZero %t, want neither",
					tt.year, tt.month, tt.day, d, d.Valid(), d.IsZero())
			}
		})
	}
}

func TestZeroDate(t *testing.T) {
	var zero motcua.Date
	if !zero.IsZero() || zero.Valid() || zero.String() != "" || zero.Vietnamese() != "" {
		t.Errorf("the zero Date: IsZero %t, Valid %t, %q, %q", zero.IsZero(), zero.Valid(), zero.String(), zero.Vietnamese())
	}
	if !zero.Before(motcua.DateOf(1, 1, 1)) {
		t.Error("the zero Date is not before every date")
	}
}

// TestDateAt: Việt Nam is at UTC+7 all year, wherever the program runs.
func TestDateAt(t *testing.T) {
	moment := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	tests := []struct{ at, want string }{
		{"2018-02-04T16:59:59.999999999Z", "2018-02-04"},
		{"2018-02-04T17:00:00Z", "2018-02-05"},
		{"2018-02-05T00:00:00+07:00", "2018-02-05"},
		{"2018-02-04T23:59:59+07:00", "2018-02-04"},
		{"2018-02-05T01:59:59+09:00", "2018-02-04"},
		{"2018-07-05T10:00:00-07:00", "2018-07-06"}, // no summer time
		{"2024-02-28T17:00:00Z", "2024-02-29"},
		{"2024-02-29T17:00:00Z", "2024-03-01"},
		{"2023-12-31T17:00:00Z", "2024-01-01"},
		{"1970-01-01T00:00:00Z", "1970-01-01"}, // tzdata has other offsets before 1975
	}
	for _, tt := range tests {
		if got := motcua.DateAt(moment(tt.at)).String(); got != tt.want {
			t.Errorf("DateAt(%s) = %s, want %s", tt.at, got, tt.want)
		}
	}
	if _, offset := motcua.VietnamTime(moment("1960-06-01T00:00:00Z")).Zone(); offset != 7*60*60 {
		t.Errorf("VietnamTime has offset %d s, want UTC+7", offset)
	}
}

func TestDateCompare(t *testing.T) {
	inOrder := []string{"2017-12-31", "2018-01-01", "2018-01-31", "2018-02-01", "2019-01-01", "2020-01-01"}
	for i, a := range inOrder {
		for j, b := range inOrder {
			d, e := date(t, a), date(t, b)
			if got, want := d.Compare(e), order(i, j); got != want {
				t.Errorf("%s.Compare(%s) = %d, want %d", a, b, got, want)
			}
			if got, want := d.Before(e), i < j; got != want {
				t.Errorf("%s.Before(%s) = %t, want %t", a, b, got, want)
			}
		}
	}
}

func order(i, j int) int {
	switch {
	case i < j:
		return -1
	case i > j:
		return 1
	}
	return 0
}

func TestDateAddDays(t *testing.T) {
	tests := []struct {
		from string
		days int
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"},
		{"2024-02-28", 2, "2024-03-01"},
		{"2023-02-28", 1, "2023-03-01"},
		{"2024-03-01", -1, "2024-02-29"},
		{"2023-12-31", 1, "2024-01-01"},
		{"2024-01-01", 366, "2025-01-01"},
		{"2024-01-01", 0, "2024-01-01"},
	}
	for _, tt := range tests {
		if got := date(t, tt.from).AddDays(tt.days).String(); got != tt.want {
			t.Errorf("%s.AddDays(%d) = %s, want %s", tt.from, tt.days, got, tt.want)
		}
	}
}

func TestDateVietnamese(t *testing.T) {
	if got, want := motcua.DateOf(2018, time.February, 5).Vietnamese(), "05/02/2018"; got != want {
		t.Errorf("Vietnamese() = %q, want %q", got, want)
	}
}

func TestDateText(t *testing.T) {
	type record struct {
		Signed, Received motcua.Date
	}
	in := record{Signed: motcua.DateOf(2024, time.February, 29)}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Signed":"2024-02-29","Received":""}`; string(text) != want {
		t.Errorf("Marshal = %s, want %s", text, want)
	}
	out := record{Received: motcua.DateOf(2020, time.January, 1)} // must become zero
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, out, cmp.Comparer(func(a, b motcua.Date) bool { return a == b })); diff != "" {
		t.Errorf("after a round trip (-want +got):\n%s", diff)
	}
	if err := json.Unmarshal([]byte(`{"Signed":"2023-02-29"}`), &out); !errors.Is(err, motcua.ErrDate) {
		t.Errorf("Unmarshal error = %v, want ErrDate", err)
	}
	if out.Signed != in.Signed {
		t.Errorf("a date that cannot be read left %v, want %v untouched", out.Signed, in.Signed)
	}
}

// date parses a date that the test states.
func date(t testing.TB, s string) motcua.Date {
	t.Helper()
	d, err := motcua.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
