# What the scripts print: headings, steps with their time, refusals. Sourced; colours only on a terminal and never under NO_COLOR.
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  say_bold=$'\e[1m' say_faint=$'\e[2m' say_good=$'\e[32m' say_bad=$'\e[31m' say_plain=$'\e[0m' say_live=1
else
  say_bold='' say_faint='' say_good='' say_bad='' say_plain='' say_live=''
fi

heading() { printf '\n%s%s%s\n' "$say_bold" "$*" "$say_plain"; }

# refuse MESSAGE…: one sentence a line on standard error, then the end. Says what is missing and what to do.
refuse() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  shift
  [[ $# -eq 0 ]] || printf '  %s\n' "$@" >&2
  exit 2
}

# seconds_since START: START from $EPOCHREALTIME; "12.3"
seconds_since() {
  awk -v from="${1/,/.}" -v to="${EPOCHREALTIME/,/.}" 'BEGIN {printf "%.1f", to - from}'
}

# The last line a program wrote that says something, cut to what fits on one line.
last_words() {
  tail -n 1 "$1" 2>/dev/null | tr '\r' '\n' | tail -n 1 | tr -cd '[:print:]' | cut -c1-"${2:-70}"
}

# Shows that step $1 (process $2, log $3) is alive: a moving line on a terminal, one line every half minute elsewhere.
watch_step() {
  local name=$1 process=$2 log=$3 began=$EPOCHREALTIME next=30 tick=0 marks='|/-\' passed
  while kill -0 "$process" 2>/dev/null; do
    passed=$(seconds_since "$began")
    if [[ $say_live ]]; then
      printf '\r\e[K  %s %-32s %6ss  %s' "${marks:tick++%4:1}" "$name" "$passed" "$say_faint$(last_words "$log" 60)$say_plain"
    elif ((${passed%.*} >= next)); then
      printf '  .. %-32s %6ss  %s\n' "$name" "$passed" "$(last_words "$log")"
      next=$((next + 30))
    fi
    sleep 0.2
  done
  [[ -z $say_live ]] || printf '\r\e[K'
}

# step NAME COMMAND…: runs it with its output in $log_dir, shows life, then one line with the time; 60 lines of the log if it failed.
# Leaves step_seconds and step_log; returns the command's status. A function given as COMMAND joins its commands by &&: errexit does not
# reach into it.
step() {
  local name=$1 began=$EPOCHREALTIME process status=0
  shift
  step_log="$log_dir/$(printf '%s' "$name" | tr -cs 'a-zA-Z0-9\n' '-').log"
  set -m  # a process group of its own, so that an interrupt ends all of it
  "$@" </dev/null >"$step_log" 2>&1 &
  process=$!
  set +m
  trap 'kill -- -'"$process"' 2>/dev/null; exit 130' INT TERM
  watch_step "$name" "$process" "$step_log"
  wait "$process" || status=$?
  trap - INT TERM
  step_seconds=$(seconds_since "$began")
  if ((status == 0)); then
    printf '  %sok%s %-32s %6ss\n' "$say_good" "$say_plain" "$name" "$step_seconds"
  else
    printf '  %sfailed%s %-28s %6ss  (status %d, all of it: %s)\n' "$say_bad" "$say_plain" "$name" "$step_seconds" "$status" "$step_log"
    tail -n 60 "$step_log" | sed 's/^/     | /'
  fi
  return "$status"
}
