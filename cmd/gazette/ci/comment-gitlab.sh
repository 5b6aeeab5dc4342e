{ echo '<!-- gazette plan -->'; head -c 60000 plan.md; } > comment.md
notes="$CI_API_V4_URL/projects/$CI_MERGE_REQUEST_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
ask() { curl --fail --silent --show-error --header "PRIVATE-TOKEN: $GAZETTE_COMMENT" --header 'Content-Type: application/json' "$@"; }
id=$(ask "$notes?per_page=100" | jq --raw-output 'map(select(.body | startswith("<!-- gazette plan -->"))) | .[0].id // empty')
if [ -n "$id" ]; then method=PUT at="$notes/$id"; else method=POST at="$notes"; fi
jq --null-input --rawfile body comment.md '$ARGS.named' | ask --request "$method" --data @- --output /dev/null "$at"
