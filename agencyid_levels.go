package motcua

import (
	"slices"
	"strings"
)

// levels returns the groups of the code, level 1 first, down to the agency's own
// level; nil where the form has no levels. A group of zeros in a code of QCVN
// 102 names nobody at its level: 000.00.00.H49 is the province itself.
func (a AgencyID) levels() []string {
	switch a.form {
	case AgencyQD20:
		return strings.Split(a.canonical, ".")
	case AgencyQCVN102, AgencyShort:
		groups := strings.Split(a.canonical, ".")
		slices.Reverse(groups)
		for isZeros(groups[len(groups)-1]) {
			groups = groups[:len(groups)-1]
		}
		return groups
	}
	return nil
}

func isZeros(group string) bool { return strings.Trim(group, "0") == "" }

// Level returns the agency's level: 1 for ministries, provinces and their like,
// one more for each group below. It is 0 where the form has no levels: in
// enterprises' numbers, in schemes, and in the zero AgencyID.
func (a AgencyID) Level() int { return len(a.levels()) }

// Component returns the group of the code at a level, "" for a level that the
// code does not reach. Component(1) is the level-1 code MX1X2 in every form that
// has levels.
func (a AgencyID) Component(level int) string {
	levels := a.levels()
	if level < 1 || level > len(levels) {
		return ""
	}
	return levels[level-1]
}

// Parent returns the code of the agency directly above, in the same form and in
// capitals. It returns false at level 1, where the form has no levels, and at
// level 2 of a short code: the short form cannot write a level 1.
func (a AgencyID) Parent() (AgencyID, bool) {
	levels := a.levels()
	if len(levels) < 2 || a.form == AgencyShort && len(levels) < 3 {
		return AgencyID{}, false
	}
	return fromLevels(a.form, levels[:len(levels)-1]), true
}

// fromLevels builds a code of a form that has levels; a code of QCVN 102 is
// filled up with zeros below the agency's level.
func fromLevels(form AgencyForm, levels []string) AgencyID {
	groups := slices.Clone(levels)
	if form == AgencyQCVN102 {
		for len(groups) < 3 {
			groups = append(groups, "00")
		}
		if len(groups) < 4 {
			groups = append(groups, "000")
		}
	}
	if form != AgencyQD20 {
		slices.Reverse(groups)
	}
	text := strings.Join(groups, ".")
	return AgencyID{written: text, canonical: text, form: form}
}

// Contains reports whether b is a's own code or that of an agency below it, by
// the code alone and within one form. An enterprise or an organisation of a
// scheme contains itself only; the zero AgencyID contains nothing.
func (a AgencyID) Contains(b AgencyID) bool {
	if a.IsZero() || a.form != b.form {
		return false
	}
	above, below := a.levels(), b.levels()
	if above == nil {
		return a.canonical == b.canonical
	}
	return len(above) <= len(below) && slices.Equal(above, below[:len(above)])
}
