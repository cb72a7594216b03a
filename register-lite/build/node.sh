#!/bin/sh
# Runs the till's Node tools for Maven:  node.sh build | test
# Node comes from TILLBRIDGE_NODE or the PATH. With node_modules in place no network is needed.
set -eu
cd "$(dirname "$0")/.."

new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

node=
for candidate in "${TILLBRIDGE_NODE:-}" node nodejs; do
  if [ -n "$candidate" ] && new_enough "$candidate"; then
    node=$candidate
    break
  fi
done
if [ -z "$node" ]; then
  echo "register-lite: please install Node.js 20.19 or newer (22.12+ or 24 are fine too), or point TILLBRIDGE_NODE at it." >&2
  exit 1
fi

# What was installed is compared by content: a fresh check-out changes times, not what is needed.
if ! cmp -s package-lock.json node_modules/.installed-from; then
  if ! command -v npm >/dev/null 2>&1; then
    echo "register-lite: please install npm (it comes with Node.js); it is needed once to fetch the packages." >&2
    exit 1
  fi
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-from
fi

case "${1:-}" in
  build)
    "$node" node_modules/typescript/bin/tsc --noEmit
    "$node" node_modules/vite/bin/vite.js build --logLevel warn
    ;;
  test)
    "$node" node_modules/vitest/vitest.mjs run
    ;;
  *)
    echo "usage: node.sh build|test" >&2
    exit 2
    ;;
esac
