package paper

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Measures of a page in twips, twentieths of a point: A4, margins of 20 mm above,
// below and right, 30 mm left (Phụ lục I, Phần I, mục I).
const (
	twipsWide, twipsHigh  = 11906, 16838
	twipsLeft, twipsRight = 1701, 1134
	twipsTop, twipsBottom = 1134, 1134
	twipsText             = twipsWide - twipsLeft - twipsRight
	wordNamespace         = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relations             = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	xmlHead               = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordFace              = "Times New Roman"
	halfPoint             = 2
)

// DOCX writes the paper as a document of Office Open XML (ISO/IEC 29500).
//
// Errors: those of the writer.
func (p *Paper) DOCX(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", p.properties()},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/document.xml", p.document()},
		{"word/header1.xml", pageNumber},
		{"word/styles.xml", styles},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: p.about.Made})
		if err != nil {
			return fmt.Errorf("paper: write docx: %w", err)
		}
		if _, err := io.WriteString(f, xmlHead+part.text); err != nil {
			return fmt.Errorf("paper: write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("paper: write docx: %w", err)
	}
	return nil
}

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`</Types>`

const packageRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

const documentRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relations + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relations + `/header" Target="header1.xml"/>` +
	`</Relationships>`

const pageNumber = `<w:hdr xmlns:w="` + wordNamespace + `"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
	`<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>`

const styles = `<w:styles xmlns:w="` + wordNamespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
	`<w:rFonts w:ascii="` + wordFace + `" w:hAnsi="` + wordFace + `" w:eastAsia="` + wordFace + `" w:cs="` + wordFace + `"/>` +
	`<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`

func (p *Paper) properties() string {
	made := p.about.Made.Format(time.RFC3339)
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escaped(p.about.Title) + `</dc:title>` +
		`<dc:language>vi-VN</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + made + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + made + `</dcterms:modified></cp:coreProperties>`
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}

func (p *Paper) document() string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="` + wordNamespace + `" xmlns:r="` + relations + `"><w:body>`)
	for _, x := range p.blocks {
		switch x.kind {
		case aSpace:
			b.WriteString(`<w:p/>`)
		case aParagraph:
			writeParagraph(&b, x.paragraph)
		case aPair:
			writePair(&b, x)
		case aTable:
			writeTable(&b, x)
		}
	}
	fmt.Fprintf(&b, `<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>`,
		twipsWide, twipsHigh, twipsTop, twipsRight, twipsBottom, twipsLeft)
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

func writeParagraph(b *strings.Builder, p paragraph) {
	b.WriteString(`<w:p><w:pPr><w:jc w:val="` + []string{"left", "center", "right"}[p.align] + `"/></w:pPr><w:r><w:rPr>`)
	if p.bold {
		b.WriteString(`<w:b/>`)
	}
	if p.italic {
		b.WriteString(`<w:i/>`)
	}
	size := strconv.Itoa(int(p.size * halfPoint))
	b.WriteString(`<w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/></w:rPr>`)
	b.WriteString(`<w:t xml:space="preserve">` + escaped(p.text) + `</w:t></w:r></w:p>`)
}

// startTable writes the head of a table; borders are drawn or not.
func startTable(b *strings.Builder, widths []float64, line string) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(twipsText) + `" w:type="dxa"/><w:tblBorders>`)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + edge + ` w:val="` + line + `" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, share := range widths {
		b.WriteString(`<w:gridCol w:w="` + strconv.Itoa(int(share*twipsText)) + `"/>`)
	}
	b.WriteString(`</w:tblGrid>`)
}

func writeCell(b *strings.Builder, share float64, content []paragraph) {
	b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(int(share*twipsText)) + `" w:type="dxa"/></w:tcPr>`)
	for _, p := range content {
		writeParagraph(b, p)
	}
	if len(content) == 0 {
		b.WriteString(`<w:p/>`)
	}
	b.WriteString(`</w:tc>`)
}

func writePair(b *strings.Builder, x block) {
	startTable(b, []float64{pairLeft, 1 - pairLeft}, "nil")
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	writeCell(b, pairLeft, x.left)
	writeCell(b, 1-pairLeft, x.right)
	b.WriteString(`</w:tr></w:tbl>`)
}

func writeTable(b *strings.Builder, x block) {
	startTable(b, x.widths, "single")
	for i, r := range x.rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if i == 0 {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		for j, c := range r.cells {
			writeCell(b, x.widths[j], []paragraph{x.cell(i, c)})
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl><w:p/>`)
}

// cell is the paragraph of a cell in a row.
func (x block) cell(row int, text string) paragraph {
	p := paragraph{text: text, size: cellSize}
	if row == 0 {
		p.bold, p.align = true, center
	}
	return p
}

// cellSize is the size of type in tables, in points.
const cellSize = 12
