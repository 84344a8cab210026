"""Rooms have a size, lines have a width, functions fit a screen."""

import re

from tree import files, report, text

ROOM_LINES = 400
FUNCTION_LINES = 60
WIDTH = 140
SOURCES = (".h", ".cc", ".py", ".pyi", ".sh")


def width(line: str) -> int:
    return len(line)


def test_a_room_has_at_most_400_lines():
    faults = []
    for path in files(*SOURCES):
        if path.as_posix().startswith("tests/"):
            continue
        lines = text(path).count("\n")
        if lines > ROOM_LINES:
            faults.append(f"{path}: {lines} lines")
    report(f"one noun a file, at most {ROOM_LINES} lines", faults)


def test_a_line_has_at_most_140_characters():
    faults = [
        f"{path}:{number}: {width(line)} characters"
        for path in files(*SOURCES, ".proto", ".cmake")
        for number, line in enumerate(text(path).splitlines(), 1)
        if width(line) > WIDTH
    ]
    report(f"a line has at most {WIDTH} characters", faults)


OPENS = re.compile(
    r"^(?!\s*(namespace|class|struct|enum|union|extern|constexpr [^(]*=|const [^(]*=|static [^(]*=|#|//|}))"
    r"\S[^;]*\)[^;=]*{\s*$"
)


def functions(source: str):
    """Line and length of what starts at column 0 or 2 with a parameter list and '{', by indentation: our sources are formatted."""
    lines = source.splitlines()
    for start, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if indent > 2 or not OPENS.match(line.strip() if indent else line):
            continue
        for end in range(start + 1, len(lines)):
            if lines[end].startswith(" " * indent + "}"):
                yield start + 1, end - start + 1
                break


def test_a_function_fits_a_screen():
    faults = []
    for path in files(".h", ".cc", under=("core/", "cli/", "sidecar/", "python/")):
        lines = text(path).splitlines()
        for line, length in functions(text(path)):
            is_list = "register_" in lines[line - 1]  # a binding's table of names
            if length > FUNCTION_LINES and not is_list:
                faults.append(f"{path}:{line}: {length} lines")
    report(f"a function has at most {FUNCTION_LINES} lines", faults)


def test_every_header_starts_with_pragma_once():
    faults = [str(path) for path in files(".h") if not text(path).lstrip().startswith("#pragma once")]
    report("every header begins with #pragma once", faults)


def test_every_core_header_says_what_its_first_class_is():
    faults = []
    for path in files(".h", under=("core/deskgauge/",)):
        lines = text(path).splitlines()
        first = next((n for n, line in enumerate(lines) if re.match(r"(class|struct) \w+[^;]*{", line)), None)
        if first is None:
            continue
        inside = text(path).partition("namespace deskgauge")[2].partition(lines[first])[0]
        if "//" not in inside + lines[first] + lines[first + 1]:
            faults.append(f"{path}:{first + 1}: {lines[first]}")
    report("a class says what it is, what it owns and what happens at the edges", faults)


def test_namespaces_are_folders():
    faults = []
    for path in files(".h", ".cc", under=("core/deskgauge/",)):
        folder = path.parts[2]
        named = re.findall(r"^namespace (deskgauge[\w:]*)", text(path), re.MULTILINE)
        if named and not any(n == f"deskgauge::{folder}" or n.startswith(f"deskgauge::{folder}::") for n in named):
            faults.append(f"{path}: {', '.join(sorted(set(named)))}")
    report("a file of core/deskgauge/FOLDER opens namespace deskgauge::FOLDER", faults)
