package token

import "github.com/motcua/motcua"

// words is a label in both languages.
type words struct{ key, vi, en string }

// labelled looks a label up; what has none is shown as it is.
func labelled(key string, list []words) motcua.Text {
	for _, w := range list {
		if w.key == key {
			return motcua.Text{VI: w.vi, EN: w.en}
		}
	}
	return same(key)
}

// Label returns the kind in words.
func (k SubscriberKind) Label() motcua.Text {
	return labelled(string(k), []words{
		{"person", "cá nhân", "person"},
		{"title", "người có thẩm quyền, chức danh nhà nước", "person with a state title"},
		{"agency", "cơ quan, tổ chức", "agency or organisation"},
		{"thing", "thiết bị, dịch vụ, phần mềm", "device, service or software"},
	})
}

// Label returns the state in words.
func (s LifeState) Label() motcua.Text {
	return labelled(string(s), []words{
		{"", "chưa đề nghị", "not asked for"},
		{"requested", "đã đề nghị cấp", "requested"},
		{"confirmed", "đã xác nhận", "confirmed"},
		{"declined", "bị từ chối cấp", "declined"},
		{"issued", "đã tạo, chờ bàn giao", "issued"},
		{"handed-over", "đã bàn giao thiết bị", "handed over"},
		{"published", "đã công bố, có hiệu lực", "published"},
		{"in-use", "đang sử dụng", "in use"},
		{"changed", "đã thay đổi thông tin", "information changed"},
		{"renewed", "đã gia hạn", "renewed"},
		{"locked", "thiết bị bị khóa", "device locked"},
		{"unlocked", "đã khôi phục thiết bị", "device unlocked"},
		{"expired", "hết hạn", "expired"},
		{"revoked", "đã thu hồi chứng thư số", "revoked"},
		{"recalled", "đã thu hồi thiết bị", "device recalled"},
		{"returned", "đã giao lại thiết bị", "device returned"},
		{"destroyed", "thiết bị đã hủy", "device destroyed"},
	})
}

// Label returns the act in words.
func (a Act) Label() motcua.Text {
	return labelled(string(a), []words{
		{"ask", "đề nghị", "request"},
		{"confirm", "xác nhận đề nghị", "confirmation of the request"},
		{"receive", "tiếp nhận đề nghị", "receipt of the request"},
		{"decline", "từ chối đề nghị", "refusal of the request"},
		{"issue", "cấp chứng thư số", "issue"},
		{"hand-over", "bàn giao thiết bị cho thuê bao", "hand-over of the device to the subscriber"},
		{"publish", "công bố chứng thư số", "publication"},
		{"use", "bắt đầu sử dụng", "first use"},
		{"change", "thay đổi nội dung thông tin", "change of information"},
		{"renew", "gia hạn", "renewal"},
		{"lock", "thiết bị bị khóa", "lock of the device"},
		{"unlock", "khôi phục thiết bị", "unlocking of the device"},
		{"expire", "hết hạn", "expiry"},
		{"revoke", "thu hồi chứng thư số", "revocation"},
		{"report-loss", "báo mất thiết bị", "report that the device is lost"},
		{"recall", "thu hồi thiết bị từ thuê bao", "recall of the device"},
		{"return", "giao lại thiết bị cho tổ chức cung cấp dịch vụ", "return of the device to the provider"},
		{"destroy", "hủy thiết bị", "destruction of the device"},
	})
}

// Label returns the kind of request in words.
func (k RequestKind) Label() motcua.Text {
	return labelled(string(k), []words{
		{"new", "cấp mới", "new certificate"},
		{"effect", "thời điểm có hiệu lực", "moment of effect"},
		{"renewal", "gia hạn", "renewal"},
		{"change", "thay đổi nội dung thông tin", "change of information"},
		{"revocation", "thu hồi", "revocation"},
		{"unlock", "khôi phục thiết bị", "unlocking"},
	})
}

// Label returns the role in words.
func (r Role) Label() motcua.Text {
	return labelled(string(r), []words{
		{"subscriber", "thuê bao", "subscriber"},
		{"steward", "người được giao quản lý chứng thư số", "person assigned to manage the certificate"},
		{"manager", "cơ quan, tổ chức quản lý trực tiếp", "managing agency"},
		{"provider", "tổ chức cung cấp dịch vụ chứng thực chữ ký số", "provider"},
		{"authorised", "tổ chức được ủy quyền khôi phục thiết bị", "organisation authorised to unlock"},
		{"authority", "cơ quan tiến hành tố tụng, cơ quan công an", "body of criminal procedure or police"},
	})
}

// Label returns the case in words.
func (c RevocationCase) Label() motcua.Text {
	return labelled(string(c), []words{
		{"key-disclosed", "khóa bí mật bị lộ hoặc nghi bị lộ", "key disclosed, or suspected to be"},
		{"device-lost", "thiết bị bị thất lạc hoặc mất an toàn", "device lost or unsafe"},
		{"device-broken", "thiết bị bị hỏng", "device broken"},
		{"authority-asks", "theo yêu cầu của cơ quan tố tụng, công an", "asked for by an authority"},
		{"manager-asks", "theo yêu cầu của cơ quan quản lý", "asked for by the managing agency"},
		{"device-misused", "vi phạm quy định về quản lý thiết bị", "rules on the device were broken"},
		{"position-changed", "thay đổi vị trí công tác", "position changed"},
		{"person-left", "nghỉ hưu, thôi việc, chuyển cơ quan, từ trần", "person retired, left, moved or died"},
		{"title-changed", "thay đổi thẩm quyền, chức danh", "powers or title changed"},
		{"agency-dissolved", "cơ quan, tổ chức giải thể", "agency dissolved"},
		{"thing-stopped", "thiết bị, dịch vụ, phần mềm ngừng hoạt động", "out of service"},
	})
}

// Label returns the case in words.
func (c ChangeCase) Label() motcua.Text {
	return labelled(string(c), []words{
		{"workplace", "thay đổi cơ quan, tổ chức công tác", "workplace changed"},
		{"mail", "thay đổi địa chỉ thư điện tử", "mail address changed"},
		{"powers", "thay đổi thẩm quyền, chức danh", "powers or title changed"},
		{"agency", "cơ quan, tổ chức đổi tên, địa chỉ", "agency renamed or moved"},
		{"thing", "thiết bị, dịch vụ, phần mềm đổi tên, nâng cấp", "device, service or software renamed or upgraded"},
	})
}

// Label returns the paper in words.
func (k PaperKind) Label() motcua.Text {
	return labelled(string(k), []words{
		{"request", "văn bản đề nghị", "written request"},
		{"submission", "văn bản của cơ quan, tổ chức quản lý trực tiếp", "letter of the managing agency"},
		{"establishment", "quyết định thành lập hoặc xác nhận của cấp trên trực tiếp", "founding decision or the superior's confirmation"},
		{"ownership", "giấy xác nhận sở hữu bản quyền phần mềm", "proof of ownership of the software"},
		{"tax", "mã số thuế và bản sao công chứng đăng ký thuế", "tax code and certified tax registration"},
		{"effect", "văn bản đề nghị thời điểm có hiệu lực", "request for the moment of effect"},
		{"authority", "văn bản của cơ quan tiến hành tố tụng, cơ quan công an", "letter of the authority"},
		{"refusal", "văn bản nêu rõ lý do không chấp nhận", "refusal with reasons"},
		{"original", "bản chính văn bản giấy", "original on paper"},
		{"assignment", "quyết định giao thiết bị", "decision that assigns the device"},
		{"permission", "văn bản cho phép giao thiết bị", "written permission"},
		{"hand-over", "biên bản bàn giao", "minutes of the hand-over"},
		{"return", "biên bản giao, nhận thiết bị thu hồi", "minutes of the return"},
		{"loss", "biên bản xác nhận thất lạc", "minutes of the loss"},
		{"authorisation", "văn bản ủy quyền khôi phục thiết bị", "authorisation to unlock"},
	})
}

// label names the paper with its form.
func (d PaperDemand) label() motcua.Text {
	t := d.Kind.Label()
	if d.Form != "" {
		t.VI += " (" + d.Form + ")"
		t.EN += " (" + d.Form + ")"
	}
	return t
}
