"""One third party, one place; and a core without gRPC, Python, a clock or files."""

import re

import pytest

from tree import files, includes, report, table, text

PLACES = {row[0]: tuple(row[1:]) for row in table("third_parties.txt")}
SYSTEM = re.compile(r"^(unistd|fcntl|signal|sys/.*|netinet/.*|arpa/.*|datetime|structmember|[a-z]*intrin)\.h$")

FORBIDDEN_IN_CORE = {
    "a wall clock": r"system_clock::now|steady_clock::now|\btime\(\s*(nullptr|NULL|0)\s*\)|gettimeofday|clock_gettime|absl::Now",
    "a file": r"std::(i|o)?fstream|\bfopen\(|std::filesystem",
    "randomness without a seed": r"std::random_device|\bs?rand\(",
    "a thread": r"std::(thread|jthread|async)\b",
    "an environment variable": r"\bgetenv\(",
    "output": r"std::(cout|cerr|clog)|\bf?printf\(",
    "arithmetic that depends on the machine": r"\blong double\b|-ffast-math",
}

# What reads zoneinfo is told so by the design: the one exception.
MAY = {"core/deskgauge/time/zone.cc"}


def test_every_third_party_is_listed_and_included_only_in_its_place():
    faults = []
    for path in files(".h", ".cc", under=("core/", "cli/", "sidecar/", "python/")):
        for line, mark, name in includes(path):
            known = any(name.startswith(start) for start in PLACES)
            if not known and (mark == '"' or "." not in name or SYSTEM.match(name)):
                continue
            places = [place for start, list_ in PLACES.items() if name.startswith(start) for place in list_]
            if not path.as_posix().startswith(tuple(places) or ("-",)):
                faults.append(f"{path}:{line}: <{name}> belongs to {', '.join(places) or 'no place: add it to third_parties.txt'}")
    report("third_parties.txt: one third party, one place", faults)


def test_boost_accumulators_stand_in_no_header_that_another_folder_includes():
    heavy = {p.as_posix() for p in files(".h", under=("core/deskgauge/aggregate/",)) if "boost/accumulators" in text(p)}
    while True:
        more = {
            p.as_posix() for p in files(".h", under=("core/deskgauge/",))
            if p.as_posix() not in heavy and any("core/" + name in heavy for _, _, name in includes(p))
        }
        if not more:
            break
        heavy |= more
    faults = [
        f"{path}:{line}: {name}"
        for path in files(".h", ".cc", under=("core/", "cli/", "sidecar/", "python/"))
        if not path.as_posix().startswith("core/deskgauge/aggregate/")
        for line, _, name in includes(path)
        if "core/" + name in heavy
    ]
    report("a header that brings Boost.Accumulators is included outside core/deskgauge/aggregate", faults)


@pytest.mark.parametrize("what", FORBIDDEN_IN_CORE)
def test_the_core_knows_no(what):
    pattern = re.compile(FORBIDDEN_IN_CORE[what])
    faults = []
    for path in files(".h", ".cc", under=("core/",)):
        if path.as_posix() in MAY:
            continue
        for number, line in enumerate(text(path).splitlines(), 1):
            code = line.split("//")[0]
            if pattern.search(code):
                faults.append(f"{path}:{number}: {line.strip()}")
    report(f"core/ must not use {what}: time is a parameter, files are bytes handed in", faults)


def test_headers_both_compilers_lack_are_not_included():
    lacking = {"expected", "format", "print", "ranges", "source_location", "stacktrace"}
    faults = [
        f"{path}:{line}: <{name}>"
        for path in files(".h", ".cc")
        for line, mark, name in includes(path)
        if mark == "<" and name in lacking
    ]
    report("g++ 12 and clang 14 must both compile everything", faults)
