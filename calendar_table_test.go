package motcua_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/internal/lunar"
)

var update = flag.Bool("update", false, "write calendar_table.go anew")

const vietnamOffset = 7 // hours

// computed returns a lunar year as astronomy gives it.
func computed(t testing.TB, number int) lunar.Year {
	t.Helper()
	y, ok := lunar.Of(number, vietnamOffset)
	if !ok {
		t.Fatalf("no lunar year %d is computed", number)
	}
	return y
}

// TestLunarTable: the table in calendar_table.go says what the motions of sun
// and moon say, for every month.
func TestLunarTable(t *testing.T) {
	if *update {
		writeLunarTable(t)
		t.Skip("calendar_table.go was written; run the tests again")
	}
	epoch := motcua.DateOf(1970, time.January, 1)
	for number := lunar.FirstYear; number < lunar.LastYear; number++ {
		y := computed(t, number)
		first := y.Start
		for i, length := range y.Days {
			month := motcua.LunarDate{Year: number, Month: i + 1, Day: 1}
			if y.Leap > 0 && i >= y.Leap {
				month.Month, month.Leap = i, i == y.Leap
			}
			got, err := month.Date()
			if want := epoch.AddDays(first); err != nil || got != want {
				t.Errorf("%+v begins on %v, %v, want %v", month, got, err, want)
			}
			month.Day = length
			if _, err := month.Date(); err != nil {
				t.Errorf("%+v does not exist: %v", month, err)
			}
			month.Day++
			if _, err := month.Date(); err == nil {
				t.Errorf("%+v exists, the month has %d days", month, length)
			}
			first += length
		}
	}
}

func writeLunarTable(t *testing.T) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package motcua\n\n// Written by go test -run TestLunarTable -update from package internal/lunar.\n\n")
	fmt.Fprintf(&b, "const firstLunarYear = %d\n\nvar lunarTable = [...]uint32{\n", lunar.FirstYear)
	for number := lunar.FirstYear; number < lunar.LastYear; number++ {
		y := computed(t, number)
		newYear := int(time.Date(number, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)
		code := (y.Start-newYear)<<17 | y.Leap<<13
		for i, length := range y.Days {
			code |= (length - 29) << i
		}
		fmt.Fprintf(&b, "%#06x,", code)
		if number%8 == 2 {
			fmt.Fprintln(&b)
		}
	}
	fmt.Fprintln(&b, "\n}")
	source, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("calendar_table.go", source, 0o644); err != nil {
		t.Fatal(err)
	}
}
