# Netlify takes a folder as one file, and puts all of it online at once.
(cd public && zip --quiet --recurse-paths ../site.zip .)
curl --fail --silent --show-error --output /dev/null --header "Authorization: Bearer $NETLIFY_TOKEN" \
  --header 'Content-Type: application/zip' --data-binary @site.zip "${NETLIFY_API:-https://api.netlify.com}/api/v1/sites/$NETLIFY_SITE/deploys"
