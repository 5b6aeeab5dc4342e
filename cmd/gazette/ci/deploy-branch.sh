# The branch pages holds the site: one commit, which replaces the one before.
cp -R public "$RUNNER_TEMP/pages" && cd "$RUNNER_TEMP/pages"
git init --quiet --initial-branch pages && git add --all --force
git -c user.name=gazette -c user.email=gazette@noreply.invalid commit --quiet --message "pages of $GITHUB_SHA"
git push --quiet --force "${GITHUB_SERVER_URL%%://*}://gazette:$TOKEN@${GITHUB_SERVER_URL#*://}/$GITHUB_REPOSITORY.git" pages
