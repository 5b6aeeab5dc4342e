package words

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"
)

func cut(s string) string {
	var out []string
	at := 0
	for _, end := range Cut(s) {
		out = append(out, s[at:end])
		at = end
	}
	return strings.Join(out, "|")
}

// The sentences in scripts without spaces are cut as Intl.Segmenter of ICU 78 cuts them; only the words that no
// dictionary knows may differ.
func TestCut(t *testing.T) {
	for in, want := range map[string]string{
		"":            "",
		"We keep it.": "We| |keep| |it|.",
		"เมื่อท่านได้ใช้สิทธิขอคัดค้านการ": "เมื่อ|ท่าน|ได้|ใช้|สิทธิ|ขอ|คัดค้าน|การ",
		"บริษัทมีที่อยู่ที่กรุงเทพมหานคร":  "บริษัท|มี|ที่|อยู่|ที่|กรุงเทพมหานคร",
		"ทำงานต่างๆ 12วัน":                 "ทำงาน|ต่างๆ| |12|วัน",
		"ບໍລິສັດຂອງພວກເຮົາເກັບກຳຂໍ້ມູນ":    "ບໍລິສັດ|ຂອງ|ພວກ|ເຮົາ|ເກັບກຳ|ຂໍ້ມູນ",
		"យើងប្រមូលទិន្នន័យផ្ទាល់ខ្លួន":     "យើង|ប្រមូល|ទិន្នន័យ|ផ្ទាល់ខ្លួន",
		"သင့်ကိုယ်ရေးအချက်အလက်များကို":     "သင့်|ကိုယ်|ရေး|အချက်အလက်|များ|ကို",
		"ใช้Googleเพื่อ": "ใช้|Google|เพื่อ",
		"個人情報":           "個|人|情|報",
	} {
		if got := cut(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for in, want := range map[string]Amount{
		"":                    {},
		"— … ()":              {},
		"We keep it 30 days.": {Words: 5},
		"ระบบที่มีการจัดเก็บ":    {Words: 6},
		"プライバシーの通知":              {Characters: 9},
		"我们使用 Cookie 12 个月。":     {Words: 2, Characters: 6},
		"개인정보 처리방침":              {Words: 2},
		"10 مايو، نجمع البيانات": {Words: 4},
	} {
		if got := Count(in); got != want {
			t.Errorf("%q: got %+v, want %+v", in, got, want)
		}
	}
}

// TestBounds checks, on any text, that pieces are its own, in order, and cut no cluster.
func TestBounds(t *testing.T) {
	alphabet := []rune("a1 ไกำเแโะๆ่้ນໂຂ\u0eb3កុ្ខ\u1004\u103a\u1039က၊漢カ\u200d👩🏽\u0301é-.")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 24).Draw(t, "runes"))
		var whole []int
		for g := graphemes.FromString(s); g.Next(); {
			whole = append(whole, g.End())
		}
		ends := Cut(s)
		last := 0
		for _, e := range ends {
			if e <= last || !slices.Contains(whole, e) {
				t.Fatalf("%q: ends %v, clusters %v", s, ends, whole)
			}
			if r, _ := utf8.DecodeLastRuneInString(s[:e]); strings.ContainsRune("เแโไໂ", r) && e < len(s) {
				if next, _ := utf8.DecodeRuneInString(s[e:]); dictionaryOf(next) == dictionaryOf(r) {
					t.Fatalf("%q: a vowel is cut from its consonant at %d", s, e)
				}
			}
			last = e
		}
		if last != len(s) {
			t.Fatalf("%q: ends %v", s, ends)
		}
	})
}

func BenchmarkThai(b *testing.B) {
	s := strings.Repeat("เมื่อท่านได้ใช้สิทธิขอคัดค้านการประมวลผลข้อมูลส่วนบุคคล", 1000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Cut(s)
	}
}
