git config user.name gazette && git config user.email gazette@noreply.invalid
for kept in archive/receipts.jsonl archive/publications.jsonl archive/evidence; do [ ! -e "$kept" ] || git add "$kept"; done
git diff --cached --quiet || { git commit --quiet --message "archive: receipts, publications and the sealed log [skip ci]" && git push --quiet "https://gazette:$GAZETTE_PUSH@$CI_SERVER_HOST/$CI_PROJECT_PATH.git" "HEAD:$CI_DEFAULT_BRANCH"; }
