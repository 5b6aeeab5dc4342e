gazette check --format sarif > check.sarif || true # the step above has failed for what is wrong
gzip --stdout check.sarif | base64 --wrap=0 > check.sarif.b64
jq --null-input --arg commit_sha "$GITHUB_SHA" --arg ref "$GITHUB_REF" --rawfile sarif check.sarif.b64 '$ARGS.named' |
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" --input -
