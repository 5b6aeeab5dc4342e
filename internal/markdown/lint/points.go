package lint

import (
	"regexp"
	"strings"
)

// points are what a line of a list begins with that is none to Markdown: what each script numbers clauses with.
var points = []string{
	`\((?:\pL|\p{Nd}{1,3}|[ivxIVX]{2,5})\)[ \t]`,            // (a) (12) (iv)
	`(?:\pL|[ivx]{2,5})\)[ \t]`,                             // a) iv) а)
	`\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*[.)][ \t]`,                // 2. 2) 1.2. ١.
	`\p{Nd}{1,3}(?:\.\p{Nd}{1,3})+[ \t]`,                    // 1.2
	`(?:\p{Ll}|[IVX]{1,5}|\p{Hangul})\.[ \t]`,               // a. II. 가.
	`(?:\p{Arabic}{1,2}|[٠-٩۰-۹]{1,3})[.)-][ \t]`,           // أ. ١-
	`[•·▪◦‣●○■–—－][ \t\x{3000}]`,                            // • –
	`[・･◆◇□※]`,                                              // ・
	`[\x{2460}-\x{24FF}\x{2776}-\x{2793}\x{3251}-\x{325F}]`, // ①
	`[(（](?:[０-９\d]{1,3}|[一二三四五六七八九十]{1,3}|[ァ-ヶぁ-ん])[)）]`,   // （１） （一） （ア）
	`[０-９\d]{1,3}[．、）\x{3000}]`,                             // １． 1、
	`(?:[一二三四五六七八九十]{1,3}|[ァ-ヶ])[、．\x{3000}]`,               // 一、 ア
	`第[０-９\d一二三四五六七八九十百]{1,5}[条條章節节項项款号號][ \t\x{3000}]`,     // 第一条
}

var point = regexp.MustCompile(`^[ \t\x{3000}]*(?:` + strings.Join(points, "|") + `)`)
