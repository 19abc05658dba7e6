package motcua

import "strings"

// levelOneWidth is the width of MX1X2, and of a scheme Zxy.
const levelOneWidth = 3

// readAgencyID returns the code in capitals and its form, or what is wrong.
func readAgencyID(s string) (canonical string, form AgencyForm, reason AgencyIDReason) {
	switch {
	case s == "":
		return "", "", AgencyIDEmpty
	case len(s) > maxAgencyID:
		return "", "", AgencyIDTooLong
	case s[0] == 'Z' || s[0] == 'z':
		return readScheme(s)
	case isEnterprise(s):
		return s, AgencyEnterprise, ""
	}
	if strings.IndexFunc(s, isForeign) >= 0 {
		return "", "", AgencyIDCharacter
	}
	canonical = strings.ToUpper(s)
	form, reason = classify(canonical)
	if reason != "" {
		return "", "", reason
	}
	return canonical, form, ""
}

func readScheme(s string) (canonical string, form AgencyForm, reason AgencyIDReason) {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return "", "", AgencyIDCharacter
		}
	}
	if len(s) < levelOneWidth || !isDigits(s[1:levelOneWidth]) || s[1:levelOneWidth] == "00" {
		return "", "", AgencyIDSchemeNo
	}
	if len(s) == levelOneWidth {
		return "", "", AgencyIDNoMember
	}
	if s[0] == 'Z' {
		return s, AgencyScheme, ""
	}
	return "Z" + s[1:], AgencyScheme, ""
}

// isForeign: not a letter, digit or dot (Điều 4.1).
func isForeign(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '.'
}

// isEnterprise: digits, with at most one hyphen between digits.
func isEnterprise(s string) bool {
	main, branch, hyphen := strings.Cut(s, "-")
	return isDigits(main) && (!hyphen || isDigits(branch))
}

// classify tells the form of a state agency's code, in capitals.
func classify(s string) (AgencyForm, AgencyIDReason) {
	groups := strings.Split(s, ".")
	last := len(groups) - 1
	switch {
	case isLevelOne(groups[0]):
		for _, g := range groups {
			if g == "" {
				return "", AgencyIDGroup
			}
		}
		return AgencyQD20, ""
	case !isLevelOne(groups[last]):
		return "", AgencyIDLevelOne
	case last == 3 && isNumber(groups[0], 3) && isNumber(groups[1], 2) && isNumber(groups[2], 2):
		return AgencyQCVN102, ""
	case last == 2 && isNumber(groups[0], 2) && isNumber(groups[1], 2), last == 1 && isNumber(groups[0], 2):
		return AgencyShort, ""
	}
	return "", AgencyIDGroup
}

// isLevelOne: MX1X2, M from A to Y.
func isLevelOne(group string) bool {
	return len(group) == levelOneWidth && 'A' <= group[0] && group[0] <= 'Y' && isDigits(group[1:])
}

func isNumber(s string, width int) bool { return len(s) == width && isDigits(s) }

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
