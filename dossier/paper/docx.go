package paper

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// The units of Office Open XML: twips are twentieths of a point, sizes of type
// are half points, pictures are measured in English Metric Units.
const (
	twipsPerMM = 1440 / 25.4
	emuPerMM   = 36000
	wordNS     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	drawingNS  = "http://schemas.openxmlformats.org/drawingml/2006"
	packageNS  = "http://schemas.openxmlformats.org/package/2006/"
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// DOCX writes the paper as a document of Office Open XML (ISO/IEC 29500), in the
// face Times New Roman, which is not embedded.
//
// Errors: [ErrDetails], those of the writer.
func (p *Paper) DOCX(w io.Writer) error {
	symbols, err := p.symbols()
	if err != nil {
		return err
	}
	parts := []part{
		{"[Content_Types].xml", []byte(xmlHead + contentTypes)},
		{"_rels/.rels", []byte(xmlHead + `<Relationships xmlns="` + packageNS + `relationships">` +
			`<Relationship Id="rId1" Type="` + relationNS + `/officeDocument" Target="word/document.xml"/></Relationships>`)},
		{"word/_rels/document.xml.rels", []byte(xmlHead + relations(symbols))},
		{"word/styles.xml", []byte(xmlHead + styles)},
		{"word/document.xml", []byte(xmlHead + p.document(symbols))},
	}
	for _, s := range symbols {
		parts = append(parts, part{"word/media/" + s.name + ".png", s.png})
	}
	z := zip.NewWriter(w)
	for _, part := range parts {
		// The format of ZIP has no years before 1980, and its times no zone.
		made := p.at.UTC().Truncate(2 * time.Second)
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: made})
		if err == nil {
			_, err = f.Write(part.content)
		}
		if err != nil {
			return fmt.Errorf("paper: write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("paper: write docx: %w", err)
	}
	return nil
}

// part is a file of the package.
type part struct {
	name    string
	content []byte
}

const contentTypes = `<Types xmlns="` + packageNS + `content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="png" ContentType="image/png"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`

const styles = `<w:styles xmlns:w="` + wordNS + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
	`<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="40"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`

func relations(symbols []symbol) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageNS + `relationships"><Relationship Id="rId1" Type="` + relationNS + `/styles" Target="styles.xml"/>`)
	for i, s := range symbols {
		fmt.Fprintf(&b, `<Relationship Id="picture%d" Type="%s/image" Target="media/%s.png"/>`, i, relationNS, s.name)
	}
	return b.String() + `</Relationships>`
}

// document is a document while it is being written.
type document struct {
	strings.Builder
	wide int // of the text, in twips
}

func twips(mm float64) int { return int(mm*twipsPerMM + 0.5) }

func (p *Paper) document(symbols []symbol) string {
	_, wide, high := p.size()
	d := document{wide: twips(wide - 2*marginWidth)}
	d.WriteString(`<w:document xmlns:w="` + wordNS + `" xmlns:r="` + relationNS + `" xmlns:wp="` + drawingNS + `/wordprocessingDrawing" ` +
		`xmlns:a="` + drawingNS + `/main" xmlns:pic="` + drawingNS + `/picture"><w:body>`)
	d.opening(p, symbols)
	for _, b := range p.content {
		d.block(b)
	}
	if len(p.signers) > 0 {
		d.columns(p.signers, p.details.Officer)
	}
	margin := twips(marginWidth)
	fmt.Fprintf(&d, `<w:sectPr><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`,
		twips(wide), twips(high), margin, margin, margin, margin)
	return d.String() + `</w:body></w:document>`
}

// run is text of one style: b, i or both.
type run struct {
	style string
	half  int // size in half points
	text  string
}

func (d *document) paragraph(align string, runs ...run) {
	d.WriteString(`<w:p><w:pPr><w:jc w:val="` + align + `"/></w:pPr>`)
	for _, r := range runs {
		d.WriteString(`<w:r><w:rPr>`)
		for _, s := range r.style {
			d.WriteString(`<w:` + string(s) + `/>`)
		}
		fmt.Fprintf(d, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr><w:t xml:space="preserve">`, r.half, r.half)
		_ = xml.EscapeText(d, []byte(r.text)) // a builder takes everything
		d.WriteString(`</w:t></w:r>`)
	}
	d.WriteString(`</w:p>`)
}

func (d *document) opening(p *Paper, symbols []symbol) {
	d.paragraph("left", run{"i", 17, p.notice()})
	d.table([]float64{0.42, 0.58}, "nil", func(column int) {
		lines := []run{{"", 19, p.details.Over}, {"b", 19, p.details.Agency}, {"", 19, p.details.OneStop}, {"", 19, p.numbered()}}
		if column == 1 {
			lines = []run{{"b", 19, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, {"b", 19, "Độc lập - Tự do - Hạnh phúc"}, {"i", 19, p.dateline()}}
		}
		for _, l := range lines {
			if l.text != "" {
				d.paragraph("center", l)
			}
		}
	}, 1)
	if len(symbols) > 0 {
		d.table([]float64{0.78, 0.22}, "nil", func(column int) {
			d.picture(column, symbols[column])
			if column == 0 {
				d.paragraph("center", run{"", 22, p.code.String()})
			}
		}, 1)
	}
	d.paragraph("center", run{"b", 26, p.heading()})
}

// table writes rows of cells, the contents of which cell writes, counted row by
// row; line is the style of the borders.
func (d *document) table(shares []float64, line string, cell func(n int), rows int) {
	fmt.Fprintf(d, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, d.wide)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(d, `<w:%s w:val="%s" w:sz="4" w:space="0" w:color="auto"/>`, edge, line)
	}
	d.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, share := range shares {
		fmt.Fprintf(d, `<w:gridCol w:w="%d"/>`, int(share*float64(d.wide)))
	}
	d.WriteString(`</w:tblGrid>`)
	for r := range rows {
		d.WriteString(`<w:tr><w:trPr>`)
		if r == 0 && rows > 1 {
			d.WriteString(`<w:tblHeader/>`)
		}
		d.WriteString(`</w:trPr>`)
		for i, share := range shares {
			fmt.Fprintf(d, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, int(share*float64(d.wide)))
			cell(r*len(shares) + i)
			d.WriteString(`</w:tc>`)
		}
		d.WriteString(`</w:tr>`)
	}
	d.WriteString(`</w:tbl>`)
	d.paragraph("left", run{"", 8, ""}) // two tables without text between them become one
}

func (d *document) picture(n int, s symbol) {
	cx, cy := int(s.wide*emuPerMM), int(s.high*emuPerMM)
	fmt.Fprintf(d, `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="%[4]s"/><a:graphic><a:graphicData uri="%[5]s/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="picture%[6]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, cx, cy, n+1, s.name, drawingNS, n)
}

func (d *document) block(b block) {
	switch {
	case b.table != nil:
		cells := append([][]string{b.table.head}, b.table.rows...)
		columns := len(b.table.shares)
		d.table(b.table.shares, "single", func(n int) {
			style := ""
			if n < columns {
				style = "b"
			}
			d.paragraph("left", run{style, 20, cells[n/columns][n%columns]})
		}, len(cells))
	case b.text != "":
		d.paragraph("left", run{"", 22, b.text})
	case b.list != nil:
		for _, item := range b.list {
			d.paragraph("left", run{"", 22, "- " + item})
		}
	default:
		d.paragraph("left", run{"", 22, b.field[0] + ": "}, run{"b", 22, b.field[1]})
	}
}

// columns sets the signers side by side, and the officer's name below the last.
func (d *document) columns(signers []string, officer string) {
	shares := make([]float64, len(signers))
	for i := range shares {
		shares[i] = 1 / float64(len(signers))
	}
	d.table(shares, "nil", func(n int) {
		d.paragraph("center", run{"b", 20, signers[n]})
		for range 4 {
			d.paragraph("center", run{"", 22, ""})
		}
		if n == len(signers)-1 {
			d.paragraph("center", run{"b", 20, officer})
		}
	}, 1)
}
