package signature

import (
	"slices"
	"sync"

	"github.com/motcua/motcua"
)

// How signatures look and where they stand.
//
// History, nationally: Thông tư 01/2019/TT-BNV, Điều 12 and 13, from 2019-03-10;
// Nghị định 30/2020/NĐ-CP, Phụ lục I, rules on the same points from 2020-03-05 and
// no longer asks for the agency's name and the time beside the seal. For papers
// that an agency scans, Điều 6 of the circular stands. Locally: Nghệ An 65/2016,
// Điều 10; Lai Châu, Điều 13 and its two forms; Hải Dương (draft of 2019) refers to
// the circular, Tuần Giáo (2022) to the decree.
var placeChecks = sync.OnceValue(func() []motcua.Check[placement] {
	return inOrder(slices.Concat(personPlaceChecks(), sealPlaceChecks(), cornerPlaceChecks(), ngheAnPlaceChecks()))
})

// placeText is one wording: who says it, where, in which words.
type placeText struct {
	text             regulation
	provision, quote string
}

// rules makes one check for each text.
func (k placeKind) rules(eval func(placement) motcua.Verdict, texts ...placeText) []motcua.Check[placement] {
	checks := make([]motcua.Check[placement], 0, len(texts))
	for _, t := range texts {
		r := t.text.rule("signature/"+k.slug, k.title, motcua.AnchorSigned, t.provision, t.quote)
		if k.should {
			r.Duty = motcua.Should
		}
		checks = append(checks, motcua.Check[placement]{Rule: r, Applies: k.applies, Eval: k.asRole(eval)})
	}
	return checks
}

// placeKind is what a rule is about: whose signature on which kind of file.
type placeKind struct {
	slug   string
	title  motcua.Text
	role   Role // "" for either
	use    AppearanceUse
	should bool
}

func (k placeKind) applies(s placement) bool {
	role := s.opts.roleOf(s.signature)
	return s.signature.Kind == KindSignature && s.use() == k.use && !s.issue &&
		(k.role == "" || role == k.role || role == RoleUnknown)
}

func (k placeKind) asRole(eval func(placement) motcua.Verdict) func(placement) motcua.Verdict {
	return func(s placement) motcua.Verdict {
		if s.opts.roleOf(s.signature) == RoleUnknown {
			return unclear(unknownSigner())
		}
		return eval(s)
	}
}

func personPlaceChecks() []motcua.Check[placement] {
	place := placeKind{"place-person", motcua.Text{VI: "Vị trí chữ ký số của người có thẩm quyền", EN: "Place of the person's signature"}, RolePerson, UseDocument, false}
	image := placeKind{"image-person", motcua.Text{VI: "Hình ảnh chữ ký số của người có thẩm quyền", EN: "Picture of the person's signature"}, RolePerson, UseDocument, false}
	decree := placeText{decree30(), annexPerson, quotePerson}
	draft := placeText{haiDuong(), "Điều 11 khoản 2", haiDuongRefers}
	district := placeText{tuanGiao(), "Điều 10 khoản 6", tuanGiaoRefers}
	return slices.Concat(
		place.rules(betweenLines, decree, placeText{circular1Documents(), "Điều 12 khoản 1", circularPersonPlace},
			placeText{laiChau(), "Điều 13 khoản 4 điểm b", laiChauPersonPlace}, draft, district),
		image.rules(allPlaced(hasPicture, inHue("blue"), seeThrough), decree, district),
		image.rules(allPlaced(hasPicture, inHue("blue")), placeText{circular1Documents(), "Điều 12 khoản 2", circularPersonImage}, draft),
		image.rules(hasPicture, placeText{laiChau(), "Phụ lục Mẫu 02", laiChauPersonForm}),
	)
}

func sealPlaceChecks() []motcua.Check[placement] {
	place := placeKind{"place-seal", motcua.Text{VI: "Vị trí chữ ký số của cơ quan, tổ chức", EN: "Place of the agency's signature"}, RoleAgency, UseDocument, false}
	image := placeKind{"image-seal", motcua.Text{VI: "Hình ảnh chữ ký số của cơ quan, tổ chức", EN: "Picture of the agency's signature"}, RoleAgency, UseDocument, false}
	text := placeKind{"information-seal", motcua.Text{VI: "Thông tin của chữ ký số cơ quan, tổ chức", EN: "Text of the agency's signature"}, RoleAgency, UseDocument, false}
	decree := placeText{decree30(), annexAgency, quoteAgency}
	draft := placeText{haiDuong(), "Điều 11 khoản 2", haiDuongRefers}
	district := placeText{tuanGiao(), "Điều 10 khoản 6", tuanGiaoRefers}
	return slices.Concat(
		place.rules(overPerson, decree, placeText{circular1Documents(), "Điều 13 khoản 1", circularSealPlace}, draft, district),
		place.rules(allPlaced(overPerson, seeThrough), placeText{laiChau(), "Điều 13 khoản 4 điểm a", laiChauSealPlace}),
		image.rules(allPlaced(hasPicture, inHue("red"), seeThrough, trueSize), decree, district),
		image.rules(allPlaced(hasPicture, inHue("red"), trueSize), placeText{circular1Documents(), "Điều 13 khoản 2", circularSealImage}, draft),
		image.rules(hasPicture, placeText{laiChau(), "Phụ lục Mẫu 01", laiChauSealForm}),
		text.rules(states(LineAgency, LineTime), placeText{circular1Documents(), "Điều 13 khoản 3", circularSealText}, draft,
			placeText{laiChau(), "Phụ lục Mẫu 01", laiChauTime}),
	)
}

// cornerPlaceChecks: attachments in a file of their own, copies and scans.
func cornerPlaceChecks() []motcua.Check[placement] {
	place := motcua.Text{VI: "Vị trí chữ ký số ở góc trên, bên phải, trang đầu", EN: "Signature at the top right of page one"}
	none := motcua.Text{VI: "Không hiển thị hình ảnh chữ ký số", EN: "No picture of the signature is shown"}
	text := motcua.Text{VI: "Thông tin của chữ ký số", EN: "Text of the signature"}
	font := motcua.Text{VI: "Phông chữ và cỡ chữ của thông tin chữ ký số", EN: "Font and size of the signature's text"}
	kind := func(slug string, title motcua.Text, use AppearanceUse) placeKind {
		return placeKind{slug, title, RoleAgency, use, false}
	}
	should := func(slug string, use AppearanceUse) placeKind { return placeKind{slug, font, RoleAgency, use, true} }
	attachment := func(quote string) placeText { return placeText{decree30(), annexAttachment, quote} }
	copied := func(quote string) placeText { return placeText{decree30(), annexCopy, quote} }
	scan := func(quote string) placeText { return placeText{circular1(), "Điều 6 khoản 2 điểm c", quote} }
	return slices.Concat(
		kind("place-attachment", place, UseAttachment).rules(inCorner, attachment(quoteAttachPlace)),
		kind("image-attachment", none, UseAttachment).rules(noPicture, attachment(quoteNoImage)),
		kind("information-attachment", text, UseAttachment).rules(states(LineNumber, LineTime), attachment(quoteAttachText)),
		should("font-attachment", UseAttachment).rules(inTimes, attachment(quoteAttachText)),
		kind("place-copy", place, UseCopy).rules(inCorner, copied(quoteCopyPlace)),
		kind("image-copy", none, UseCopy).rules(noPicture, copied(quoteNoImage)),
		kind("information-copy", text, UseCopy).rules(states(LineCopyForm, LineAgency, LineTime), copied(quoteCopyText)),
		should("font-copy", UseCopy).rules(inTimes, copied(quoteCopyText)),
		kind("place-scan", place, UseScan).rules(inCorner, scan(circularScanPlace)),
		kind("image-scan", motcua.Text{VI: "Hình ảnh dấu trên văn bản số hóa", EN: "Picture of the seal on scanned paper"}, UseScan).
			rules(allPlaced(hasPicture, inHue("red"), trueSize), scan(circularScanImage)),
		kind("information-scan", text, UseScan).rules(states(LineAgency, LineTime), scan(circularSealText)),
	)
}

func ngheAnPlaceChecks() []motcua.Check[placement] {
	row := placeKind{"place-row", motcua.Text{VI: "Hai chữ ký số cùng một hàng dưới chức vụ", EN: "Both signatures in one row below the title"}, RoleAgency, UseDocument, false}
	margin := placeKind{"place-scan", motcua.Text{VI: "Chữ ký số ở khoảng trắng lề trên", EN: "Signature in the blank of the top margin"}, RoleAgency, UseScan, false}
	return slices.Concat(
		row.rules(inRow, placeText{ngheAn(), "Điều 10 khoản 1 điểm c", ngheAnRow}),
		margin.rules(inTopMargin, placeText{ngheAn(), "Điều 10 khoản 2 điểm c", ngheAnMargin}),
	)
}

// allPlaced is violated if any element is, else indeterminate if any is.
func allPlaced(elements ...func(placement) motcua.Verdict) func(placement) motcua.Verdict {
	return func(s placement) motcua.Verdict {
		worst := satisfied()
		for _, e := range elements {
			v := e(s)
			if v.Outcome == motcua.Violated {
				return v
			}
			if v.Outcome == motcua.Indeterminate && worst.Outcome == motcua.Satisfied {
				worst = v
			}
		}
		return worst
	}
}
