set -eu
kept="${HOME:-/root}/.cache/gazette/$GAZETTE_SHA256"
if [ ! -f "$kept" ]; then
  mkdir -p "$(dirname "$kept")"
  curl --fail --silent --show-error --location --retry 3 "$GAZETTE_URL" --output "$kept"
fi
# What comes out of a cache is verified, too.
echo "$GAZETTE_SHA256  $kept" | sha256sum --check --strict --quiet || { rm -f "$kept"; exit 1; }
tar -xzf "$kept" --strip-components=1 --directory "${GAZETTE_BIN:-/usr/local/bin}" --wildcards '*/gazette'
