package signaturetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// contentOf returns the number of a page's content stream.
func (d *Doc) contentOf(page int) int {
	num, _, _ := strings.Cut(d.objects[d.Page(page)].dict.get("Contents"), " ")
	n, err := strconv.Atoi(num)
	if err != nil {
		d.fail("find content of page %d: no reference", page)
	}
	return n
}

// altered expects an intact signature and a later change of the content, which
// is never permitted.
func altered() Want { return want(invalid, sig().then(content, false)) }

// change makes a recipe of a document that was signed, changed and saved.
func change(name, title, titleVI string, pages int, steps func(*Doc)) recipe {
	r := recipe{name: name, title: title, titleVI: titleVI, want: altered(),
		steps: signedThen(personal, func(d *Doc) { steps(d); d.Commit() })}
	if pages > 0 {
		r.doc.Pages = numbered(pages)
	}
	return r
}

// laterChanges are incremental saving attacks on pages and structure.
func laterChanges() []recipe {
	forge := func(d *Doc) { d.Set(d.contentOf(0), forgedPage()) }
	return []recipe{
		change("content-replaced", "The page's content was replaced after signing", "Nội dung trang bị thay sau khi ký", 0, forge),
		change("content-appended", "Another content stream was added to the page", "Thêm luồng nội dung vào trang", 0, func(d *Doc) {
			d.Edit(d.Page(0), "Contents", array(d.Ref(d.contentOf(0)), d.Ref(d.Add(forgedPage()))))
		}),
		change("page-added", "A page was added", "Thêm trang sau khi ký", 0, func(d *Doc) {
			d.addPage(decision())
			d.setKids(d.page)
		}),
		change("page-removed", "A page was removed", "Xóa trang sau khi ký", 3, func(d *Doc) { d.setKids(d.page[:2]) }),
		change("pages-reordered", "The pages were put in another order", "Đảo thứ tự trang sau khi ký", 3, func(d *Doc) {
			order := slices.Clone(d.page)
			slices.Reverse(order)
			d.setKids(order)
		}),
		change("page-cropped", "A crop box hides a part of the page", "Cắt xén trang để che nội dung", 0, func(d *Doc) {
			d.Edit(d.Page(0), "CropBox", "[0 720 595 842]")
		}),
		change("page-resources-replaced", "The page's resources were replaced", "Thay tài nguyên của trang", 0, func(d *Doc) {
			font := d.Add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
			d.Edit(d.Page(0), "Resources", fmt.Sprintf("<< /Font << /F1 %s >> >>", d.Ref(font)))
		}),
		change("page-tree-replaced", "The page tree was replaced", "Thay cây trang", 0, func(d *Doc) {
			d.Edit(d.catalog, "Pages", d.Ref(d.forgedTree()))
		}),
		change("catalog-replaced", "The trailer names another catalog", "Thay danh mục gốc của tệp", 0, func(d *Doc) {
			forged := d.objects[d.catalog].dict.with("Pages", d.Ref(d.forgedTree()))
			d.trailer = d.trailer.with("Root", d.Ref(d.addDict(forged)))
		}),
		change("content-freed", "The page's content was deleted", "Xóa luồng nội dung của trang", 0, func(d *Doc) { d.Free(d.contentOf(0)) }),
		change("font-freed", "The page's font was deleted", "Xóa phông chữ của trang", 0, func(d *Doc) { d.Free(d.font) }),
		{name: "update-without-xref", title: "A forged object was appended without cross-reference and trailer",
			titleVI: "Nối thêm đối tượng giả, không có bảng tham chiếu", want: altered(),
			steps: signedThen(personal, func(d *Doc) { forge(d); d.commit(layout{bare: true}) })},
		{name: "update-with-stale-startxref", title: "A forged update, whose startxref points to the section before it",
			titleVI: "Nối thêm phiên bản giả, startxref trỏ về bảng cũ", want: altered(),
			steps: signedThen(personal, func(d *Doc) { forge(d); d.commit(layout{startxref: d.prev}) })},
		{name: "hybrid-hidden-update", title: "The page was replaced where only readers of hybrid files look",
			titleVI: "Thay trang ở phần chỉ trình đọc tệp lai mới thấy", want: altered(),
			doc: DocOptions{Xref: XrefHybrid},
			steps: signedThen(personal, func(d *Doc) {
				d.Edit(d.Page(0), "Contents", d.Ref(d.Add(forgedPage())))
				d.objects[d.Page(0)].hide = true
				d.Commit()
			})},
		{name: "object-stream-replaced", title: "The page was replaced from within an object stream",
			titleVI: "Thay trang bằng đối tượng trong luồng đối tượng", want: altered(),
			doc: DocOptions{Xref: XrefStream, ObjectStreams: true},
			steps: signedThen(personal, func(d *Doc) {
				d.Edit(d.Page(0), "Contents", d.Ref(d.Add(forgedPage())))
				d.Commit()
			})},
	}
}

// forgedTree adds a page tree of one forged page.
func (d *Doc) forgedTree() int {
	page := d.addDict(d.objects[d.Page(0)].dict.with("Contents", d.Ref(d.Add(forgedPage()))))
	tree := d.addDict(dictOf("Type", "/Pages", "Kids", array(d.Ref(page)), "Count", "1"))
	d.Edit(page, "Parent", d.Ref(tree))
	return tree
}
