# Wrangler is Cloudflare's own tool. It is fetched in this job alone, which can write to no repository.
npx --yes wrangler@4.20.0 pages deploy public --project-name "$CLOUDFLARE_PROJECT" --branch main
