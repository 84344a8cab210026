"""The wire: every element says what it means, ids do not travel as numbers that lose digits, times end in _time."""

import re

from tree import files, report, text


def test_timestamps_end_in_time_and_durations_in_ms():
    faults = []
    for path in files(".proto", under=("proto/",)):
        for number, line in enumerate(text(path).splitlines(), 1):
            stamp = re.match(r"\s*(?:repeated |optional )?google\.protobuf\.Timestamp (\w+) =", line)
            if stamp and not stamp.group(1).endswith("_time"):
                faults.append(f"{path}:{number}: {stamp.group(1)} is a Timestamp and should end in _time")
            if re.match(r"\s*(?:repeated |optional )?google\.protobuf\.Duration ", line):
                faults.append(f"{path}:{number}: durations are int64 milliseconds, …_ms")
    report("proto: instants are Timestamps …_time, durations are …_ms", faults)


def test_every_enumeration_starts_with_unspecified():
    faults = []
    for path in files(".proto", under=("proto/",)):
        for match in re.finditer(r"^enum (\w+) {(.*?)^}", text(path), re.MULTILINE | re.DOTALL):
            first = re.search(r"^\s*(\w+) = 0;", match.group(2), re.MULTILINE)
            if not first or not first.group(1).endswith("_UNSPECIFIED"):
                faults.append(f"{path}: {match.group(1)}")
    report("proto: value 0 of an enumeration is …_UNSPECIFIED", faults)
