git config user.name gazette && git config user.email gazette@noreply.invalid
for kept in archive/receipts.jsonl archive/publications.jsonl archive/evidence; do [ ! -e "$kept" ] || git add "$kept"; done
git diff --cached --quiet || { git commit --quiet --message "archive: receipts, publications and the sealed log" && git push --quiet; }
