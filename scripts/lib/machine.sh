# Makes a machine ready: which systems we know, packages by apt, Python packages in .venv. Sourced after say.sh; needs $top.
known_systems='Debian 12 and Ubuntu 24.04'

# system_name: "debian 12"; from /etc/os-release.
system_name() {
  (. "${OS_RELEASE_FILE:-/etc/os-release}" 2>/dev/null && printf '%s %s' "${ID:-unknown}" "${VERSION_ID:-}") || printf 'unknown'
}

# Refuses a system we do not know, and says which of the tools it would have to bring are not there.
require_known_system() {
  case $(system_name) in
    'debian 12' | 'ubuntu 24.04') return ;;
  esac
  local tool missing=()
  for tool in apt-get g++ cmake ninja protoc grpc_cpp_plugin python3; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  refuse "this is $(system_name); the scripts set up $known_systems only." \
    "Missing here: ${missing[*]:-no tool, but the libraries were not looked for}." \
    "Use a container or a machine with one of those systems, or install the counterparts of" \
    "scripts/packages-build.txt and scripts/packages-test.txt by hand and build with: cmake --workflow --preset dev"
}

# missing_packages FILE…: those not installed.
missing_packages() {
  local package
  sed 's/#.*//' "$@" | while read -r package; do
    [[ -n $package ]] || continue
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s\n' "$package"
  done
}

# as_root COMMAND…: directly, or by sudo.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages FILE…: installs what is missing; asks no registry when nothing is.
install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    refuse "packages are missing and this user is neither root nor has sudo." "Missing: ${missing[*]}" \
      "Let someone with root run: apt-get install ${missing[*]}"
  fi
  if ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
    [[ -t 0 ]] || refuse "sudo asks for a password and there is no terminal to type it." "Missing: ${missing[*]}"
    sudo -v || refuse "sudo was refused." "Missing: ${missing[*]}"
  fi
  step "list of packages" as_root apt-get -o DPkg::Lock::Timeout=300 update || return
  step "install ${#missing[@]} packages" as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
}

# install_python REQUIREMENTS: .venv made by the system's own Python (another one on PATH may lack its headers), filled once a change.
install_python() {
  local requirements=$1 venv="$top/.venv" stamp wanted
  stamp="$venv/installed-${requirements##*/}"
  wanted=$(cat "$top"/scripts/requirements*.txt | sha256sum)
  [[ -x $venv/bin/python && $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return 0
  if [[ ! -x $venv/bin/python ]]; then
    step "make .venv" /usr/bin/python3 -m venv "$venv" || return
  fi
  step "Python packages" "$venv/bin/python" -m pip install --disable-pip-version-check --no-input -r "$requirements" || return
  printf '%s' "$wanted" >"$stamp"
}
