# Runs every hour, and looks back three: a run that comes late or never is made up for.
now=$(date +%s) past=$(($(date +%s) - 10800)) due=false
day() { SOURCE_DATE_EPOCH=$1 gazette status --json | sed -n 's/^ *"day": *"\(.*\)",*$/\1/p' | head -n 1; }
next=$(SOURCE_DATE_EPOCH=$past gazette status --next)
if [ "$next" != none ] && [ "$(date -d "$next" +%s)" -le "$now" ]; then due=true; fi
# A new day in the site's zone: reminders may fall due without any change of the pages.
if grep -q '^notify:' gazette.yaml && [ "$(day "$past")" != "$(day "$now")" ]; then due=true; fi
echo "next change: $next; due: $due"
echo "due=$due" >> "${GITHUB_OUTPUT:-/dev/null}"
