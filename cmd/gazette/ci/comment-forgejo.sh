{ echo '<!-- gazette plan -->'; head -c 60000 plan.md; } > comment.md
api="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY"
ask() { curl --fail --silent --show-error --header "Authorization: token $TOKEN" --header 'Content-Type: application/json' "$@"; }
id=$(ask "$api/issues/$NUMBER/comments" | jq --raw-output 'map(select(.body | startswith("<!-- gazette plan -->"))) | .[0].id // empty')
if [ -n "$id" ]; then method=PATCH at="$api/issues/comments/$id"; else method=POST at="$api/issues/$NUMBER/comments"; fi
jq --null-input --rawfile body comment.md '$ARGS.named' | ask --request "$method" --data @- --output /dev/null "$at"
