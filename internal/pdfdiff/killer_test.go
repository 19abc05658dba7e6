package pdfdiff

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/motcua/motcua/internal/pdf"
)

// heavy is a file that is made to cost much.
type heavy struct {
	name  string
	write func(b *builder)
}

func heavies() []heavy {
	manyFields := func(n int) objects {
		o := usual(nil)
		var refs strings.Builder
		for i := range n {
			fmt.Fprintf(&refs, "%d 0 R ", 1000+i)
			o[1000+i] = fmt.Sprintf("<< /FT /Sig /T (f%d) /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R >>", i)
		}
		o[acroForm] = fmt.Sprintf("<< /Fields [%s] >>", refs.String())
		o[page] = with(pageBody, "[7 0 R 9 0 R 10 0 R 13 0 R]", "["+refs.String()+"]")
		return o
	}
	save := func(b *builder, i int) {
		b.commit(objects{docInfo: fmt.Sprintf("<< /Title (%d) >>", i), page: with(pageBody, "/Type", fmt.Sprintf("/LastModified (%d) /Type", i))}, "/Info 12 0 R")
	}
	return []heavy{
		{"a hundred thousand signature fields", func(b *builder) {
			o := manyFields(99_000)
			b.commit(o, "")
			b.commit(objects{1000: "<< /FT /Sig /T (f0) /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R /V 31 0 R >>", 31: sigValue}, "")
		}},
		{"twenty thousand signature fields in two hundred revisions", func(b *builder) {
			b.commit(manyFields(20_000), "")
			for i := range 200 {
				save(b, i)
			}
		}},
		{"two thousand revisions", func(b *builder) {
			b.commit(usual(nil), "")
			for i := range 2000 {
				save(b, i)
			}
		}},
		{"ten thousand fields that share an appearance", func(b *builder) {
			o := usual(nil)
			var refs strings.Builder
			update := objects{40: formX("(moi)")}
			for i := range 10_000 {
				fmt.Fprintf(&refs, "%d 0 R ", 1000+i)
				body := fmt.Sprintf("<< /FT /Tx /T (f%d) /V (%%s) /Subtype /Widget /Rect [0 0 9 9] /AP << /N 40 0 R >> >>", i)
				o[1000+i] = fmt.Sprintf(body, "cu")
				update[1000+i] = fmt.Sprintf(body, "moi")
			}
			o[40] = formX("(cu)")
			o[acroForm] = fmt.Sprintf("<< /Fields [%s] >>", refs.String())
			b.commit(o, "")
			b.commit(update, "")
		}},
		{"ten thousand notes on one page", func(b *builder) {
			o := usual(nil)
			var refs strings.Builder
			update := objects{}
			for i := range 10_000 {
				fmt.Fprintf(&refs, "%d 0 R ", 1000+i)
				o[1000+i] = noteBody
				update[1000+i] = with(noteBody, "(a)", "(b)")
			}
			o[page] = with(pageBody, "10 0 R", refs.String())
			b.commit(o, "")
			b.commit(update, "")
		}},
		{"new annotations without end", func(b *builder) {
			b.commit(usual(nil), "")
			direct := strings.Repeat("<</Subtype/Text/Rect[0 0 9 9]>> ", 20_000)
			b.commit(objects{page: with(pageBody, "10 0 R", "10 0 R "+direct)}, "")
			b.commit(objects{page: with(pageBody, "10 0 R", "10 0 R "+direct+"<</Subtype/Text>>")}, "")
		}},
		{"a page tree in a loop", func(b *builder) {
			b.commit(usual(objects{pageTree: "<< /Type /Pages /Kids [2 0 R 20 0 R 3 0 R] /Count 1 >>", 20: "<< /Kids 21 0 R >>", 21: "[20 0 R 2 0 R]"}), "")
			b.commit(objects{note: with(noteBody, "(a)", "(b)")}, "")
		}},
		{"a field tree in a loop", func(b *builder) {
			b.commit(usual(objects{textField: "<< /T (a) /Kids [20 0 R 7 0 R] >>", 20: "<< /T (b) /Kids [7 0 R 20 0 R] >>"}), "")
			b.commit(objects{sigField: with(sigBody, "/F 132", "/F 132 /V 31 0 R"), 31: sigValue}, "")
		}},
		{"a deep chain below an appearance", func(b *builder) {
			o := usual(objects{textLook: stream("/Type /XObject /Resources 1000 0 R", "x")})
			update := objects{textField: with(textBody, "(cu)", "(moi)")}
			for i := range 20_000 {
				o[1000+i] = fmt.Sprintf("<< /A %d 0 R /B (cu) >>", 1001+i)
				update[1000+i] = fmt.Sprintf("<< /A %d 0 R /B (moi) >>", 1001+i)
			}
			b.commit(o, "")
			b.commit(update, "")
		}},
		{"a store with many entries", func(b *builder) {
			b.commit(usual(nil), "")
			var refs, vri strings.Builder
			update := objects{}
			for i := range 10_000 {
				update[1000+i] = stream("", "c")
				fmt.Fprintf(&refs, "%d 0 R ", 1000+i)
				fmt.Fprintf(&vri, "/%08x << /Cert [%d 0 R] >> ", i, 1000+i)
			}
			update[dss] = fmt.Sprintf("<< /Certs [18 0 R %s] /VRI << %s >> >>", refs.String(), vri.String())
			b.commit(update, "")
			b.commit(objects{docInfo: "<< >>"}, "/Info 12 0 R")
		}},
	}
}

// TestHeavy bounds what the classification of any file takes, whether it ends
// with an answer or with an error that says that a limit was reached.
func TestHeavy(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, h := range heavies() {
		t.Run(h.name, func(t *testing.T) {
			var b builder
			h.write(&b)
			took := time.Hour
			for i := 0; i < 3 && took > maxTime; i++ { // other work on the machine is not the file's fault
				took = min(took, classifyAll(t, b.out.Bytes()))
			}
			t.Logf("%d KB in %v", b.out.Len()>>10, took)
			if took > maxTime && !raceEnabled {
				t.Errorf("took %v", took)
			}
		})
	}
}

// maxTime is what using up the whole budget of a file may take.
const maxTime = 10 * time.Second

// classifyAll returns how long all steps of a file take.
func classifyAll(t *testing.T, data []byte) time.Duration {
	t.Helper()
	start := time.Now()
	f := openFile(t, data)
	d := New(f, 0)
	for rev := 1; rev < len(f.Revisions()); rev++ {
		if _, err := d.Step(rev); err != nil {
			if !errors.Is(err, pdf.ErrLimit) {
				t.Fatal(err)
			}
			break
		}
	}
	return time.Since(start)
}
