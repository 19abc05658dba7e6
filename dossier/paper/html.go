package paper

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"sync"
)

const page = `<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
<style>
@page { size: {{.Size}}; margin: 12mm; }
body { font-family: "Times New Roman", "Liberation Serif", serif; font-size: 11pt; margin: 0 auto; max-width: {{.Width}}mm; }
.heads { display: flex; justify-content: space-between; text-align: center; }
.heads div, .signatures div { flex: 1; }
h1 { font-size: 13pt; text-align: center; margin: 0.6em 0; }
p { margin: 0.25em 0; }
.notice { font-size: 8.5pt; font-style: italic; }
.date { text-align: right; font-style: italic; }
.symbols { display: flex; justify-content: space-between; align-items: center; text-align: center; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
th, td { border: 1px solid black; padding: 1mm; text-align: left; vertical-align: top; }
.signatures { display: flex; text-align: center; margin-top: 1em; min-height: 30mm; }
</style>
</head>
<body>
<p class="notice">{{.Notice}}</p>
<div class="heads">
<div>{{with .D.Over}}<p>{{.}}</p>{{end}}<p><strong>{{.D.Agency}}</strong></p><p>{{.D.OneStop}}</p><p>{{.Number}}</p></div>
<div><p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong></p><p><strong>Độc lập - Tự do - Hạnh phúc</strong></p><p class="date">{{.Date}}</p></div>
</div>
{{with .Symbols}}<div class="symbols">{{range .}}<img alt="{{$.Code}}" src="{{.Data}}" style="width: {{.Wide}}mm; height: {{.High}}mm">{{end}}</div>
<p>{{$.Code}}</p>
{{end}}<h1>{{.Heading}}</h1>
{{range .Blocks}}{{if .Label}}<p>{{.Label}}: <strong>{{.Value}}</strong></p>
{{else if .Text}}<p>{{.Text}}</p>
{{else if .List}}<ul>{{range .List}}<li>{{.}}</li>{{end}}</ul>
{{else}}<table><thead><tr>{{range .Head}}<th>{{.}}</th>{{end}}</tr></thead><tbody>
{{range .Rows}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>
{{end}}</tbody></table>
{{end}}{{end}}{{with .Signers}}<div class="signatures">{{range .}}<div><strong>{{.}}</strong></div>{{end}}</div>
{{end}}{{with .D.Officer}}<p class="date">{{.}}</p>
{{end}}</body>
</html>
`

var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("paper").Parse(page)) })

// htmlBlock is a block as the template takes it.
type htmlBlock struct {
	Label, Value, Text string
	List, Head         []string
	Rows               [][]string
}

type htmlSymbol struct {
	Data       template.URL // made here, of base64
	Wide, High float64
}

// HTML writes the paper as a page of its own: nothing is loaded from elsewhere.
//
// Errors: [ErrDetails], those of the writer.
func (p *Paper) HTML(w io.Writer) error {
	symbols, err := p.symbols()
	if err != nil {
		return err
	}
	var pictures []htmlSymbol
	for _, s := range symbols {
		data := template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(s.png))
		pictures = append(pictures, htmlSymbol{data, s.wide, s.high})
	}
	var blocks []htmlBlock
	for _, b := range p.content {
		h := htmlBlock{Label: b.field[0], Value: b.field[1], Text: b.text, List: b.list}
		if b.table != nil {
			h.Head, h.Rows = b.table.head, b.table.rows
		}
		blocks = append(blocks, h)
	}
	size, wide, _ := p.size()
	err = pageTemplate().Execute(w, struct {
		Title, Size, Notice, Number, Date, Heading, Code string
		Width                                            float64
		D                                                Details
		Symbols                                          []htmlSymbol
		Blocks                                           []htmlBlock
		Signers                                          []string
	}{p.title, size, p.notice(), p.numbered(), p.dateline(), p.heading(), p.code.String(), wide - 2*marginWidth, p.details, pictures, blocks, p.signers})
	if err != nil {
		return fmt.Errorf("paper: write html: %w", err)
	}
	return nil
}
