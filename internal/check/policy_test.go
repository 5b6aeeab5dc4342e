package check_test

import (
	"strings"
	"testing"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

// promised is a site with policies, and a notice recorded long ago.
func promised(t *testing.T, policies string) tree {
	return one("en", "One.\n").with("gazette.yaml", gazetteYAML+policies).record(t, "2025-12-01", planning.Intent{})
}

const month = "policies: [{notice_period: 30d}]\n"

func TestNoticePeriod(t *testing.T) {
	late := promised(t, month).with("content/en/cookies.md", text("en", "2026-06-13", "Two.\n"))
	late.want(t, "notice-period", "content/en/cookies.md:4:12: error: takes effect on 2026-06-13, 12 days after it is recorded; the notice period is 30 days\n"+
		"  hint: choose a date from 2026-07-01 on; or record it with a written reason: `gazette record --reason \"...\"`, and with --class required-by-law if a law asks for it\n")
	late.and("content/en/cookies.md", "06-13", "07-01").want(t, "notice-period", "")
	late.and("content/en/cookies.md", "06-13", "06-01").want(t, "notice-period", strings.NewReplacer("06-13", "06-01", "12 days after", "on the day").
		Replace(late.found(t, day, "notice-period")))
	late.with("gazette.yaml", gazetteYAML).want(t, "notice-period", "")
}

func TestNoticePeriodOfRecorded(t *testing.T) {
	late := promised(t, month).with("content/en/cookies.md", text("en", "2026-06-13", "Two.\n"))
	recorded := late.record(t, "2026-05-20", planning.Intent{Class: notice.Substantive})
	recorded.want(t, "notice-shortfall", "archive/changes.jsonl:2:1: warning: takes effect on 2026-06-13, 24 days after it was recorded; the notice period is 30 days\n"+
		"  hint: if it can wait, give it a later date and record that with `gazette record --reschedule cookies`\n")
	if got := recorded.found(t, "2026-06-13", "notice-shortfall"); got != "" {
		t.Errorf("reported when it can no longer be mended:\n%s", got)
	}
	late.record(t, "2026-05-20", planning.Intent{Reason: "The old text named a person."}).want(t, "notice-shortfall", "")
	late.record(t, "2026-05-20", planning.Intent{Class: notice.RequiredByLaw}).want(t, "notice-shortfall", "")
	late.record(t, "2026-05-01", planning.Intent{}).want(t, "notice-shortfall", "")
	reschedule := planning.Intent{Reschedule: map[notice.Slug]bool{"cookies": true}}
	recorded.with("content/en/cookies.md", text("en", "2026-06-20", "Two.\n")).record(t, "2026-06-01", reschedule).want(t, "notice-shortfall", "")
	early := late.with("content/en/cookies.md", text("en", "2026-09-01", "Two.\n")).record(t, "2026-05-20", planning.Intent{})
	early.with("content/en/cookies.md", text("en", "2026-06-20", "Two.\n")).record(t, "2026-06-01", reschedule).
		want(t, "notice-shortfall", strings.NewReplacer(":2:1:", ":3:1:", "06-13", "06-20", "24 days", "19 days").Replace(recorded.found(t, day, "notice-shortfall")))
}

func TestPolicies(t *testing.T) {
	late := promised(t, month).with("content/en/cookies.md", text("en", "2026-06-13", "Two.\n")).and("content/en/cookies.md", "locale:", "group: privacy\nlocale:")
	for policies, want := range map[string]bool{
		"policies: [{notice_period: 2w}]\n":                                                                         true,
		"policies: [{notice_period: 12d}]\n":                                                                        false,
		"policies: [{group: privacy, notice_period: 2w}]\n":                                                         true,
		"policies: [{notice: cookies, notice_period: 0d}, {group: privacy, notice_period: 2w}]\n":                   false,
		"policies: [{group: privacy, notice_period: 0d}, {notice_period: 2w}]\n":                                    false,
		"policies: [{notice: cookies, notice_period: 2w}, {notice: cookies, outdated_translation: warn}]\n":         true,
		"policies: [{notice: cookies, notice_period: 2w}]\ncheck: {notice-period: allow}\n":                         false,
		"policies: [{notice: cookies, notice_period: 2w}, {notice: cookies, notice_period: 1w}]\n":                  false,
		"policies: [{group: privacy, notice_period: 1w}, {group: privacy, notice_period: 2w}, {notice_period: 0d}]": true,
	} {
		if got := late.with("gazette.yaml", gazetteYAML+policies).found(t, day, "notice-period"); (got != "") != want {
			t.Errorf("%s\n%s", policies, got)
		}
	}
	one("en", "One.\n").with("gazette.yaml", gazetteYAML+"policies:\n  - notice: cookeis\n  - {group: terms}\n").want(t, "unknown-notice", ""+
		"gazette.yaml:7:5: error: there is no notice \"cookeis\"\n  hint: a notice is named by its file, without .md\n"+
		"gazette.yaml:8:5: error: no notice is in the group \"terms\"\n  hint: name a group that front matter names with `group:`\n")
}

func TestMissingTranslation(t *testing.T) {
	site := one("en", "One.\n").with("content/de/cookies.md", text("de", "2026-01-01", "Eins.\n"))
	site.want(t, "missing-translation", "")
	found := "content/en/cookies.md:3:9: warning: there is no text in fr, ja, ru, hu\n  hint: write content/fr/cookies.md\n"
	site.with("gazette.yaml", gazetteYAML+"check: {missing-translation: warn}\n").want(t, "missing-translation", found)
	site.with("gazette.yaml", gazetteYAML+"check: {missing-translation: fail}\npolicies: [{notice: cookies, missing_translation: warn}]\n").want(t, "missing-translation", found)
	site.with("gazette.yaml", gazetteYAML+"check: {missing-translation: fail}\npolicies: [{missing_translation: allow}]\n").want(t, "missing-translation", "")
}

func TestOutdatedTranslation(t *testing.T) {
	site := one("en", "One.\n").with("content/de/cookies.md", text("de", "2025-01-01", "Eins.\n")).with("content/fr/cookies.md", text("fr", "2026-01-01", "Un.\n"))
	found := "content/en/cookies.md:4:12: warning: the text in force is of 2026-01-01, and older in de (2025-01-01)\n" +
		"  hint: translate the changes, and give the translations the same effective date\n"
	site.want(t, "outdated-translation", found)
	site.with("gazette.yaml", gazetteYAML+"policies: [{outdated_translation: fail}]\n").want(t, "outdated-translation", strings.Replace(found, "warning", "error", 1))
	site.and("content/de/cookies.md", "2025", "2026").want(t, "outdated-translation", "")
	site.and("content/en/cookies.md", "2026", "2027").want(t, "outdated-translation", "") // not yet
	site.and("content/en/cookies.md", "locale:", "withdrawn: 2026-05-01\nlocale:").want(t, "outdated-translation", "")
}

func TestReviewOverdue(t *testing.T) {
	site := one("en", "One.\n").and("content/en/cookies.md", "locale:", "review_by: 2026-05-31\nlocale:")
	found := "content/en/cookies.md:3:12: warning: was due for review by 2026-05-31\n  hint: read it; then set `review_by` to the day of the next review\n"
	site.want(t, "review-overdue", found)
	recorded := site.record(t, "2026-01-01", planning.Intent{})
	recorded.want(t, "review-overdue", found) // the working text can still be given another day
	recorded.and("content/en/cookies.md", "05-31", "06-01").want(t, "review-overdue", "")
}

func TestMissingSummary(t *testing.T) {
	site := one("en", "One.\n").with("content/en/terms.md", text("en", "2026-01-01", "Terms.\n"))
	site.want(t, "missing-summary", "")
	site.and("content/en/terms.md", "locale:", "summary: What you may do.\nlocale:").
		want(t, "missing-summary", "content/en/cookies.md:2:8: warning: has no summary, as other notices have\n  hint: add `summary:` with what the notice says, in a few plain sentences\n")
}

func TestDatesThatRecordRefuses(t *testing.T) {
	site := one("en", "One.\n").record(t, "2025-12-01", planning.Intent{})
	site.with("content/en/cookies.md", text("en", "2025-12-31", "Two.\n")).want(t, "date-backwards",
		"content/en/cookies.md:4:12: error: the effective date 2025-12-31 lies before 2026-01-01, which is recorded already\n"+
			"  hint: write a date after 2026-01-01; an older text is imported with `gazette record --import`\n")
	coming := site.with("content/en/cookies.md", text("en", "2026-07-01", "Two.\n"))
	coming.want(t, "date-backwards", "")
	coming = coming.record(t, day, planning.Intent{})
	coming.want(t, "ambiguous-date", "")
	coming.and("content/en/cookies.md", "07-01", "08-01").want(t, "ambiguous-date",
		"content/en/cookies.md:4:12: error: the edition recorded for 2026-07-01 is not yet in force, and now the date is 2026-08-01\n"+
			"  hint: if that edition takes effect on 2026-08-01 instead, run `gazette record --reschedule cookies`; if this is a further edition after it, run `gazette record --further cookies`\n")
	site.and("content/en/cookies.md", "One", "Won").want(t, "silent-edit",
		"content/en/cookies.md:4:12: error: the text differs from the one recorded for 2026-01-01: \"One\" became \"Won\"\n"+
			"  hint: give it a new effective date; or, if its meaning is the same, record it with `gazette record --editorial cookies --reason \"...\"`\n")
}
