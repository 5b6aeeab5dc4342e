package dateline

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gazette/internal/notice"
)

// form is one way of writing dates; order says which groups are the year, the
// month and the day, for each way of reading them.
type form struct {
	pattern *regexp.Regexp
	orders  [][3]int
	era     int            // the group that names an era, or 0
	need    *regexp.Regexp // what stands in every match and is found much quicker; may be nil
}

var (
	yearMonthDay = [][3]int{{1, 2, 3}}
	dayMonthYear = [][3]int{{3, 2, 1}}
	monthDayYear = [][3]int{{3, 1, 2}}
)

// Numbers of East Asia, in digits or in words, and years of eras.
const (
	count   = `([0-9]{1,2}|[一二三四五六七八九十]{1,3})`
	yearOf  = `(元|[0-9]{1,3}|[一二三四五六七八九十百]{1,5})`
	eraName = `(令和|平成|昭和|\b[rhs]|(?:中華)?民國|(?:中华)?民国)`
)

var plainForms = []form{
	{regexp.MustCompile(`\b(\d{4})(?:-|/|\. ?)(\d{1,2})(?:-|/|\. ?)(\d{1,2})\b`), yearMonthDay,
		0, nil}, // 2023-07-01, 2023. 7. 1.
	{regexp.MustCompile(`\b(\d{1,2})(?:[./-]|\. )(\d{1,2})(?:[./-]|\. )(\d{4})\b`), [][3]int{{3, 2, 1}, {3, 1, 2}},
		0, nil}, // 01.07.2023, 1. 7. 2023, 7/1/2023
	{regexp.MustCompile(`(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`), yearMonthDay,
		0, nil}, // 2023年7月1日, 2023년 7월 1일
	{regexp.MustCompile(`([〇零○一二三四五六七八九]{4}) ?年 ?` + count + ` ?月 ?` + count + ` ?日`), yearMonthDay,
		0, nil}, // 二〇二三年七月一日
	{regexp.MustCompile(eraName + ` ?` + yearOf + ` ?年 ?` + count + ` ?月 ?` + count + ` ?日`), [][3]int{{2, 3, 4}},
		1, regexp.MustCompile(`年`)}, // 令和5年7月1日
	{regexp.MustCompile(`\b([rhs])(\d{1,2})[./](\d{1,2})[./](\d{1,2})\b`), [][3]int{{2, 3, 4}}, 1, nil}, // R5.7.1
	{regexp.MustCompile(`(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?: năm|,)? (\d{4})`), dayMonthYear,
		0, nil}, // ngày 1 tháng 7 năm 2023
}

// before are what the first year of an era comes after.
var before = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}

// roc is what the years of the Republic of China come after.
const roc = 1911

// buddhist is how far the Thai count of years is ahead.
const buddhist = 543

// dayAndYear follow the name of a month in English and elsewhere.
const dayAndYear = ` (\d{1,2})(?:st|nd|rd|th)?[,،]? ?,? (\d{4})`

var anyDayAndYear = regexp.MustCompile(dayAndYear)

// namedForms are those of each language. Most texts need those of their own alone, so each language's are made when
// one first does.
var namedForms = func() map[string]func() []form {
	out := map[string]func() []form{}
	for lang := range months {
		out[lang] = sync.OnceValue(func() []form { return namedIn(lang) })
	}
	return out
}()

// namedIn makes the forms that name months as a language does, or as English.
func namedIn(lang string) []form {
	names := slices.Concat(slices.Collect(maps.Keys(months[lang])), slices.Collect(maps.Keys(months["en"])))
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	name := `(` + strings.Join(names, "|") + `)\.?`
	const quote = `[«»“”„"]?`
	return []form{
		{regexp.MustCompile(quote + `\b(\d{1,2})` + quote +
			`(?:st|nd|rd|th|er|re|º|o|°|ª|-го|-е|\.|:n|η|ης)?,?[ -](?:day of |de |d’|d'|di |del |of |в |a )?` +
			name + `[,،]?[ -](?:de |del |พ\.ศ\. ?|ค\.ศ\. ?)?(\d{4})`), dayMonthYear, 0, nil},
		{regexp.MustCompile(name + dayAndYear), monthDayYear, 0, anyDayAndYear},
		{regexp.MustCompile(`(\d{4})\.? ` + name + ` (\d{1,2})`), yearMonthDay, 0, nil},
	}
}

func formsOf(lang string) []form {
	if namedForms[lang] == nil {
		lang = "en"
	}
	return slices.Concat(plainForms, namedForms[lang]())
}

// dates finds the full dates of a text in a language, or in English, which
// translators often leave. Of two that overlap the longer counts.
func dates(lang string, t plain) (out []Dateline) {
	for _, f := range formsOf(lang) {
		if f.need != nil && !f.need.MatchString(t.text) {
			continue
		}
		for _, m := range f.pattern.FindAllStringSubmatchIndex(t.text, -1) {
			if inNumber(t.text, m[0], m[1]) {
				continue
			}
			s := Dateline{Words: strings.Trim(t.written(m[0], m[1]), `«»“”„"`), from: m[0], to: m[1]}
			group := func(n int) string { return t.text[m[2*n]:m[2*n+1]] }
			for _, o := range f.orders {
				if f.era > 0 {
					s.addEra(group(f.era), group(o[0]), group(o[1]), group(o[2]))
				} else {
					s.add(group(o[0]), group(o[1]), group(o[2]), lang)
				}
			}
			if len(s.Readings) > 0 {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Dateline) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	whole := out[:0]
	for _, d := range out {
		if n := len(whole); n == 0 || d.from >= whole[n-1].to {
			whole = append(whole, d)
		}
	}
	return whole
}

// Whole reads a text that is nothing but a date.
func Whole(lang, s string) (Dateline, bool) {
	t := plainly(s)
	found := dates(lang, t)
	if len(found) != 1 || strings.Trim(t.text[:found[0].from]+t.text[found[0].to:], " .«»“”„\"") != "" {
		return Dateline{}, false
	}
	return found[0], true
}

// inNumber reports whether what looks like a date is a piece of a longer
// number, of a version or an address: 1.2.3.2023, /2018/03/14/.
func inNumber(s string, from, to int) bool {
	return from > 0 && (s[from-1] == '.' || s[from-1] == '/' || s[from-1] == '-' && from > 1 && s[from-2] != ' ' &&
		s[from-2] != '-') ||
		to+1 < len(s) && (s[to] == '.' || s[to] == '-') && s[to+1] >= '0' && s[to+1] <= '9' || to < len(s) &&
		s[to] == '/'
}

// add reads year, month and day; what is no day of the calendar is no date.
func (s *Dateline) add(year, month, day, lang string) {
	m := Month(lang, month)
	if m == 0 {
		m = number(month)
	}
	y := number(year)
	if lang == "th" && y > 2400 {
		y -= buddhist
	}
	s.read(y, m, number(day))
}

// addEra reads a date whose year is that of an era.
func (s *Dateline) addEra(era, year, month, day string) {
	y := number(year)
	if after, ok := before[era]; ok {
		y += after
	} else {
		y += roc
	}
	s.read(y, number(month), number(day))
}

func (s *Dateline) read(y, m, d int) {
	date, err := notice.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if err == nil && y > 1970 && y < 2200 && !slices.Contains(s.Readings, date) {
		s.Readings = append(s.Readings, date)
	}
}

// number reads a number in digits, or in the words of Chinese and Japanese:
// 十二, 二十, 二〇二三; 元 is the first.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	const words = "〇一二三四五六七八九"
	total, last := 0, 0
	for _, r := range s {
		switch r {
		case '元':
			return 1
		case '十':
			total, last = total+max(last, 1)*10, 0
		case '百':
			total, last = total+max(last, 1)*100, 0
		case '零', '○':
			last *= 10
		default:
			i := strings.IndexRune(words, r)
			if i < 0 {
				return 0
			}
			last = last*10 + i/len("一")
		}
	}
	return total + last
}
