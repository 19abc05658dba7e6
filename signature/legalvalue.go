package signature

import "github.com/motcua/motcua"

// legalValue tells what the document's signatures make of it on the day on which
// the last valid one was made.
//
// Only valid signatures count, and only those whose role the register knows. The
// texts: Nghị định 30/2020/NĐ-CP, Điều 5, 18, 25, 26 and 32 (2020-03-05); Thông tư
// 01/2019/TT-BNV, Điều 3 and 14 (2019-03-10); Nghị định 130/2018/NĐ-CP, Điều 8
// (2018-11-15); Luật 51/2005/QH11, Điều 24 (2006-03-01); Nghị định 118/2025/NĐ-CP,
// Điều 17 (2025-07-01). Of the local texts only the issued Nghệ An 65/2016 decides
// anything, and within those: its Điều 4 counts certificates of Ban Cơ yếu Chính phủ
// alone, its Điều 10 gave scans their value before the nation did.
func legalValue(d document, p motcua.Profile) (LegalValue, motcua.Text) {
	if d.facts.StateSecret {
		return ValueNone, secretText()
	}
	if d.facts.Kind == DocumentPrint {
		return ValueNone, printText()
	}
	date, dated := d.AnchorDate(motcua.AnchorSigned)
	c := countSigners(d, localDay(p, date) == motcua.NgheAn)
	switch {
	case c.total == 0:
		return ValueNone, unsignedText()
	case c.valid() == 0 && c.open > 0:
		return ValueNone, openText()
	case c.valid() == 0:
		return ValueNone, noneValidText(c.foreign)
	case c.persons+c.agencies == 0:
		return ValueNone, noRegisterText()
	case !dated:
		return ValueNone, undatedText()
	}
	value, reason := c.value(d.facts.Kind, date, localDay(p, date))
	return value, joined(reason, c.uncounted())
}

// localDay returns the named locality if its regulation is in force that day and
// may decide; national otherwise.
func localDay(p motcua.Profile, date motcua.Date) motcua.Jurisdiction {
	text := ngheAn()
	if p.Locality != text.jurisdiction {
		return motcua.National
	}
	if p.LocalInForce != (motcua.Interval{}) {
		text.inForce = p.LocalInForce
	}
	if !text.inForce.Contains(date) {
		return motcua.National
	}
	return text.jurisdiction
}

// signerCount is who signed validly.
type signerCount struct {
	total, invalid, open      int
	persons, agencies, nobody int  // valid: of a person, of an agency, of an unknown role
	foreign                   int  // valid, but not of the certificates that count locally
	ordered                   bool // an agency signed what a person had signed
}

func (c *signerCount) valid() int { return c.persons + c.agencies + c.nobody }

func countSigners(d document, stateOnly bool) *signerCount {
	c := &signerCount{}
	for _, s := range d.signatures() {
		c.total++
		switch {
		case standing(s) == No:
			c.invalid++
		case standing(s) == Unknown:
			c.open++
		case stateOnly && s.Trust.Purpose == PurposePublic:
			c.foreign++
		case s.Role == RolePerson:
			c.persons++
		case s.Role == RoleAgency:
			c.agencies++
			c.ordered = c.persons > 0
		default:
			c.nobody++
		}
	}
	return c
}

// value applies the texts of the day to the kind of document.
func (c *signerCount) value(kind DocumentKind, date motcua.Date, local motcua.Jurisdiction) (LegalValue, motcua.Text) {
	switch kind {
	case DocumentCopy:
		return c.made(ValueCopy, !date.Before(decree30From()), copyTexts())
	case DocumentScan:
		texts, national := scanTexts(), !date.Before(circular1().inForce.From)
		if !national {
			texts.made = localScanText()
		}
		return c.made(ValueScan, national || local == motcua.NgheAn, texts)
	case DocumentDossierScan:
		if c.persons == 0 || date.Before(motcua.DateOf(2025, 7, 1)) {
			return ValueNone, dossierScanTexts().none
		}
		return ValueSignature, dossierScanTexts().made
	}
	return c.drawnUp(date)
}

// made is the value of what the agency's signature alone makes; known: a text of
// that day gives it value.
func (c *signerCount) made(value LegalValue, known bool, t madeTexts) (LegalValue, motcua.Text) {
	switch {
	case !known:
		return ValueNone, t.early
	case c.agencies == 0:
		return ValueNone, t.none
	}
	return value, t.made
}

// drawnUp is the value of an electronic original.
func (c *signerCount) drawnUp(date motcua.Date) (LegalValue, motcua.Text) {
	orderMatters := !date.Before(circular1().inForce.From)
	switch {
	case date.Before(law51From()):
		return ValueNone, beforeLawText()
	case c.persons == 0:
		return ValueSeal, sealText(date)
	case c.agencies == 0:
		return ValueSignature, signatureText(date)
	case orderMatters && !c.ordered:
		return ValueSignature, wrongOrderText(date)
	}
	return ValueBoth, bothText(date)
}

func law51From() motcua.Date { return motcua.DateOf(2006, 3, 1) }
