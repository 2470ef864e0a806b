# Sourced by run, verify and benchmark: finds a JDK of at least the release that the project is built for, or says in
# one line what to install. Sets and exports JAVA_HOME.

wanted=25

jdk_release() { # folder: prints its major release, or nothing where it is no JDK
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local candidate release
  local from_path=""
  command -v javac >/dev/null 2>&1 && from_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  for candidate in "${JAVA_HOME:-}" "$from_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    release=$(jdk_release "$candidate")
    if [ -n "$release" ] && [ "$release" -ge "$wanted" ]; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  return 1
}

if ! find_jdk; then
  echo "No JDK $wanted or newer was found in JAVA_HOME, on the PATH or in the usual folders: install one (for instance Eclipse Temurin $wanted) and try again." >&2
  exit 1
fi
if ! command -v mvn >/dev/null 2>&1; then
  echo "Maven was not found on the PATH: install Maven 3.8 or newer and try again." >&2
  exit 1
fi
