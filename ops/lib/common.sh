# Shared by the commands in ops; to be sourced. Needs bash 3.2 or newer.

# One line for a person, then the end.
fail() {
  local code=$1
  shift
  printf '%s: %s\n' "${command_name:-ops}" "$*" >&2
  exit "$code"
}

# Whether a folder is a JDK 25 (a JDK, not only what runs programs).
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -Eq '^JAVA_VERSION="25([."+-]|$)' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -Eq 'version "25([."+-]|$)'
  fi
}

# Prints the home of the first JDK 25 found: what the caller chose comes first.
find_jdk_25() {
  local candidate on_path
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if on_path=$(command -v java) && on_path=$(readlink -f "$on_path" 2>/dev/null); then
    candidate=${on_path%/bin/java}
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Sets JAVA_HOME to a JDK 25, also for Maven.
require_jdk_25() {
  JAVA_HOME=$(find_jdk_25) ||
    fail 1 'needs a JDK 25 and found none: install one or set JAVA_HOME to it'
  export JAVA_HOME
}

# Maven >= 3.8.7 as "mvn" on the path.
require_maven() {
  command -v mvn >/dev/null || fail 1 'needs Maven 3.8.7 or newer and found no mvn on the PATH'
  local version major minor patch
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  IFS=. read -r major minor patch <<<"$version" || true
  if [ $((${major:-0} * 1000000 + ${minor:-0} * 1000 + ${patch:-0})) -lt 3008007 ]; then
    fail 1 "needs Maven 3.8.7 or newer, found ${version:-none}"
  fi
}
