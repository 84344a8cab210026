# Counts what passed and what failed over all checks, and prints the table at the end. Sourced after say.sh.
declare -a tally_rows=()
tally_passed=0 tally_failed=0 tally_skipped=0

# Number after or before a word in the last lines of a log: number_of passed FILE
number_of() {
  tail -n 400 "$2" | grep -oE "[0-9]+ $1" | tail -n 1 | cut -d' ' -f1 || true
}

# count_ctest LOG: sets passed, failed, skipped from CTest's closing lines.
count_ctest() {
  local total
  total=$(grep -oE 'tests? failed out of [0-9]+' "$1" | grep -oE '[0-9]+' | tail -n 1 || true)
  failed=$(grep -oE '[0-9]+ tests? failed out of' "$1" | grep -oE '^[0-9]+' | tail -n 1 || true)
  skipped=$(grep -cE '\*\*\*Skipped' "$1" || true)
  total=${total:-0} failed=${failed:-0}
  passed=$((total - failed - skipped))
}

# count_pytest LOG: the same from pytest's.
count_pytest() {
  passed=$(number_of passed "$1")
  failed=$(number_of failed "$1")
  skipped=$(number_of skipped "$1")
  passed=${passed:-0} failed=${failed:-0} skipped=${skipped:-0}
}

# check RUNNER NAME COMMAND…: a step whose tests are counted; RUNNER is ctest, pytest or one (the step itself is the test).
# A runner that fails without a failed test (it could not start, it found none) counts as one failure.
check() {
  local runner=$1 name=$2 status=0 passed=0 failed=0 skipped=0
  shift 2
  step "$name" "$@" || status=$?
  case $runner in
    ctest) count_ctest "$step_log" ;;
    pytest) count_pytest "$step_log" ;;
    one) ((status != 0)) || passed=1 ;;
  esac
  if ((status != 0 && failed == 0)); then failed=1; fi
  if ((status == 0 && passed == 0)); then failed=1; fi
  tally_rows+=("$(printf '%-34s %7d %7d %8d %9s' "$name" "$passed" "$failed" "$skipped" "$step_seconds")")
  tally_passed=$((tally_passed + passed)) tally_failed=$((tally_failed + failed)) tally_skipped=$((tally_skipped + skipped))
  return "$status"
}

# unrun NAME WHY: a check that could not be tried because what it needs failed. It counts as a failure.
unrun() {
  printf '  %snot run%s %-27s %s\n' "$say_bad" "$say_plain" "$1" "$2"
  tally_rows+=("$(printf '%-34s %7d %7d %8d %9s' "$1" 0 1 0 "-")")
  tally_failed=$((tally_failed + 1))
}

# The table, and the line that programs read. Returns 1 if anything failed.
summary() {
  heading "Summary ($(seconds_since "$1") s)"
  printf '  %-34s %7s %7s %8s %9s\n' check passed failed skipped seconds
  printf '  %s\n' "${tally_rows[@]}"
  printf '\n%d passed, %d failed, %d skipped\n' "$tally_passed" "$tally_failed" "$tally_skipped"
  ((tally_failed == 0))
}
