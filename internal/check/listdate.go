package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gazette/internal/dateline"
	"gazette/internal/rule"
	"gazette/internal/source"
)

// listStart finds the number that an ordered list starts with.
var listStart = regexp.MustCompile(`\bstart="(\d+)"`)

// listFromDate reports a list whose only item is the rest of a date: Markdown
// takes "15. travnja 2014." at the start of a line for item number 15.
func listFromDate(_ Notice, r *reading) (ps source.Problems) {
	for _, p := range r.parts {
		if p.tag != "ol" || p.items != 1 || p.owner >= 0 && strings.Contains(r.parts[p.owner].attrs, "footnotes") {
			continue
		}
		number, item := p.number(), r.wordsIn(p)
		if n, _ := strconv.Atoi(number); !restOfDate(languageOf(r.Edition), n, dateline.Plain(item)) {
			continue
		}
		ps = append(ps, r.find(number+". "+item).Problem(rule.ListFromDate,
			fmt.Sprintf("%q became a list whose first number is %s", number+". "+cut(item), number),
			fmt.Sprintf(`write %s\. so that it stays a date`, number)))
	}
	return ps
}

// number is that of an ordered list's first item.
func (p part) number() string {
	if m := listStart.FindStringSubmatch(p.attrs); m != nil {
		return m[1]
	}
	return "1"
}

var yearAlone = regexp.MustCompile(`\b(19|20)\d\d\b`)

// opensWithNumber reports whether a word is the year, or in some languages the
// day, of a date: in a long item the name of a month alone may be a name.
func opensWithNumber(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// restOfDate reports whether a text after a number begins with the name
// of a month, or, after a day, with any one word and a year.
func restOfDate(lang string, number int, lower string) bool {
	words := strings.Fields(lower)
	day, year := number >= 1 && number <= 31, number >= 1900 && number < 2100
	if len(words) == 0 || !day && !year {
		return false
	}
	if dateline.Month(lang, strings.Trim(words[0], ".,")) > 0 {
		return len(words) <= 12 || opensWithNumber(words[1])
	}
	return day && len(words) > 1 && len(words) <= 4 && len(words[0]) > 2 && yearAlone.MatchString(words[1])
}
