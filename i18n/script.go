package i18n

import "strings"

// rightToLeft are the scripts written from right to left: those whose letters
// have the bidirectional class R or AL in Unicode 16, by ISO 15924 code.
const rightToLeft = "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero " +
	"Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Todr Yezi"

// Script returns the ISO 15924 code of the script that l is written in, such
// as "Latn" or "Hans": the one in the tag, else the likely one by CLDR.
func (l Locale) Script() string {
	script, _ := l.tag().Script()
	return script.String()
}

// Dir returns the direction of l's script as HTML's dir attribute has it:
// "ltr" or "rtl".
func (l Locale) Dir() string {
	if strings.Contains(rightToLeft, l.Script()) {
		return "rtl"
	}
	return "ltr"
}
