package token

import (
	"time"

	"github.com/motcua/motcua"
)

// The device of a certificate that has ended: Nghị định 130/2018/NĐ-CP, Điều 71,
// Thông tư 185/2019/TT-BQP, Điều 10 khoản 2, and Tuần Giáo, Điều 19, whose three
// days are the subscriber's.
func returnChecks() []check {
	ended := motcua.AnchorReceived
	device := func(c *LifeCase) bool { return c.Return != nil && !c.Return.Lost }
	lost := func(c *LifeCase) bool { return c.Return != nil && c.Return.Lost }
	toProvider := func(c *LifeCase) (time.Time, time.Time) { return c.Return.Ended, c.Return.GivenBack }
	bySubscriber := func(c *LifeCase) (time.Time, time.Time) { return c.Return.Ended, c.Return.GivenUp }
	return flat([]lifeRule{
		{
			id:     "return-limit",
			title:  motcua.Text{VI: "Thời hạn giao lại thiết bị", EN: "Time limit of the device's return"},
			anchor: ended, applies: device,
			wordings: []wording{under130(giveBackClause(), within(workingDays(5, giveBackClause()), toProvider))},
		}, {
			id:     "recall-limit",
			title:  motcua.Text{VI: "Thời hạn thuê bao giao lại thiết bị", EN: "Time limit for the subscriber to give the device up"},
			anchor: ended, applies: device,
			wordings: []wording{under(tuanGiaoRecallClause(), within(workingDays(3, tuanGiaoRecallClause()), bySubscriber))},
		}, {
			id:     "return-minutes",
			title:  motcua.Text{VI: "Biên bản giao, nhận thiết bị thu hồi", EN: "Minutes of the device's return"},
			anchor: ended, applies: func(c *LifeCase) bool { return device(c) && !c.Return.GivenBack.IsZero() },
			wordings: []wording{
				under130(giveBackMinutesClause(), hasPapers(PaperReturn)),
				under(tuanGiaoMinutesClause(), hasPapers(PaperReturn)),
			},
		}, {
			id:     "loss-minutes",
			title:  motcua.Text{VI: "Biên bản xác nhận thiết bị thất lạc", EN: "Minutes that confirm a lost device"},
			anchor: ended, applies: lost,
			wordings: []wording{under185(formLossClause(), hasPapers(PaperLoss))},
		},
	})
}

// Who keeps a device: Thông tư 41/2017/TT-BTTTT, Điều 5, Nghị định 30/2020/NĐ-CP,
// Điều 32, and the localities.
func custodyChecks() []check {
	taken := motcua.AnchorReceived
	agency := func(c *LifeCase) bool { return c.Transfer != nil && c.Kind == ForAgency }
	person := func(c *LifeCase) bool { return c.Transfer != nil && c.Kind.human() }
	toOther := func(c *LifeCase) bool { return agency(c) && c.Transfer.ToClerk != KnownYes }
	clerk := isKnown(func(c *LifeCase) Known { return c.Transfer.ToClerk },
		"Thiết bị của cơ quan không được giao cho văn thư.", "The agency's device was not given to the clerk.")
	office := isKnown(func(c *LifeCase) Known { return c.Transfer.Office },
		"Thiết bị không được cất giữ tại trụ sở cơ quan.", "The device is not kept at the agency.")
	own := isKnown(func(c *LifeCase) Known { return c.Transfer.ToOwner },
		"Thiết bị của cá nhân được giao cho người khác.", "The person's device was given to someone else.")
	assigned := func(c *LifeCase) bool { return agency(c) && c.Transfer.ToClerk != KnownNo }
	return flat([]lifeRule{
		{
			id:     "agency-device-clerk",
			title:  motcua.Text{VI: "Giao thiết bị của cơ quan cho văn thư", EN: "Agency's device given to the clerk"},
			anchor: taken, applies: agency,
			wordings: []wording{
				under30(clerkClause(), clerkOrPermitted(clerk)), under(haiDuongClerkClause(), clerkOrPermitted(clerk)),
				under(laiChauClerkClause(), clerkOrPermitted(clerk)), under(tuanGiaoClerkClause(), clerkOrPermitted(clerk)),
			},
		}, {
			id:     "seal-key-clerk",
			title:  motcua.Text{VI: "Giao khóa bí mật con dấu cho văn thư", EN: "Seal key given to the clerk"},
			anchor: taken, applies: agency,
			wordings: []wording{under41(sealKeyClause(), clerkOrPermitted(clerk))},
		}, {
			id:     "agency-device-permission",
			title:  motcua.Text{VI: "Văn bản cho phép giao thiết bị của cơ quan cho người khác", EN: "Written permission to pass the agency's device on"},
			anchor: taken, applies: toOther,
			wordings: []wording{under30(permissionClause(), hasPapers(PaperPermission)), under(hoaBinhPermissionClause(), hasPapers(PaperPermission))},
		}, {
			id:     "agency-device-minutes",
			title:  motcua.Text{VI: "Biên bản bàn giao thiết bị của cơ quan", EN: "Minutes of the agency's device"},
			anchor: taken, applies: agency,
			wordings: []wording{
				under30(minutesClause(), hasPapers(PaperHandOver)), under(haiDuongMinutesClause(), hasPapers(PaperHandOver)),
				under(laiChauMinutesClause(), hasPapers(PaperHandOver)),
			},
		}, {
			id:     "agency-device-assignment",
			title:  motcua.Text{VI: "Quyết định giao thiết bị của cơ quan", EN: "Decision that assigns the agency's device"},
			anchor: taken, applies: assigned,
			wordings: []wording{under(haiDuongAssignmentClause(), hasPapers(PaperAssignment))},
		}, {
			id:     "agency-device-office",
			title:  motcua.Text{VI: "Bảo quản thiết bị của cơ quan tại trụ sở", EN: "Agency's device kept at the agency"},
			anchor: taken, applies: agency,
			wordings: []wording{under30(officeClause(), office)},
		}, {
			id:     "seal-device-office",
			title:  motcua.Text{VI: "Cất giữ thiết bị lưu khóa bí mật con dấu tại trụ sở", EN: "Device of the seal key kept at the agency"},
			anchor: taken, applies: agency,
			wordings: []wording{under41(sealOfficeClause(), office)},
		}, {
			id:     "personal-device-own",
			title:  motcua.Text{VI: "Cá nhân tự bảo quản thiết bị", EN: "A person keeps their own device"},
			anchor: taken, applies: person,
			wordings: []wording{
				under30(ownCareClause(), own), under(haiDuongOwnClause(), own),
				under(laiChauOwnClause(), own), under(tuanGiaoOwnClause(), own),
			},
		},
	})
}

// clerkOrPermitted lets another person than the clerk keep the device under a
// written permission, for that is what Nghị định 30/2020/NĐ-CP, Điều 32 khoản 2
// điểm b, knows.
func clerkOrPermitted(clerk func(*LifeCase) motcua.Verdict) func(*LifeCase) motcua.Verdict {
	return func(c *LifeCase) motcua.Verdict {
		if v := clerk(c); v.Outcome != motcua.Violated {
			return v
		}
		return hasPapers(PaperPermission)(c)
	}
}
