"""Documents that lie are worse than none: links lead somewhere, commands exist, decisions are numbered."""

import os
import re

from tree import ROOT, files, report, text

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def anchors(markdown: str) -> set[str]:
    found = set()
    for title in re.findall(r"^#+ (.+)$", markdown, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", title.strip().lower())
        found.add(plain.replace(" ", "-"))
    return found


def test_links_between_documents_lead_somewhere():
    faults = []
    for path in files(".md"):
        source = re.sub(r"```.*?```", lambda m: "\n" * m.group().count("\n"), text(path), flags=re.DOTALL)
        for match in LINK.finditer(source):
            target, _, anchor = match.group(1).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            line = source.count("\n", 0, match.start()) + 1
            aim = (ROOT / path.parent / target).resolve() if target else ROOT / path
            if not aim.exists():
                faults.append(f"{path}:{line}: {match.group(1)}")
            elif anchor and aim.suffix == ".md" and anchor not in anchors(aim.read_text(encoding="utf-8")):
                faults.append(f"{path}:{line}: {match.group(1)}: no such heading")
    report("a link leads nowhere", faults)


def test_scripts_named_in_documents_exist_and_run():
    faults = []
    for path in files(".md"):
        for name in sorted(set(re.findall(r"(?<![\w/])(scripts/[\w./-]+\w)", text(path)))):
            if not (ROOT / name).exists():
                faults.append(f"{path}: {name} does not exist")
    report("a document names a script that does not exist", faults)


def test_every_document_is_reachable_from_the_list_of_documents():
    index = text_of("docs/README.md")
    faults = [
        str(path) for path in files(".md", under=("docs/",))
        if path.name != "README.md" and path.relative_to("docs").as_posix() not in index
    ]
    report("docs/README.md does not list it", faults)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps_and_say_all_four_things():
    pages = files(".md", under=("docs/adr/",))
    numbers = [int(path.name[:4]) for path in pages]
    faults = [] if numbers == list(range(1, len(numbers) + 1)) else [f"docs/adr: numbers {numbers}"]
    for path in pages:
        faults += [f"{path}: no '{h}'" for h in ("Status", "Context", "Decision", "Consequences") if h not in text(path)]
    report("docs/adr: 0001, 0002, … each with Status, Context, Decision, Consequences", faults)


def test_scripts_are_executable_and_stop_at_the_first_failure():
    faults = []
    for name in ("scripts/setup", "scripts/demo", "scripts/test", ".ci/run"):
        source = text_of(name)
        if not os.access(ROOT / name, os.X_OK):
            faults.append(f"{name}: not executable")
        if not source.startswith("#!"):
            faults.append(f"{name}: no interpreter in its first line")
        elif "bash" in source.splitlines()[0] and "set -euo pipefail" not in source:
            faults.append(f"{name}: no 'set -euo pipefail'")
    report("scripts run as they are and fail honestly", faults)


def test_files_name_no_registry_and_no_workplace():
    names = ["pypi" + r"\.org", "npmjs" + r"\.(org|com)", "deb" + r"\.debian\.org", "files\\.python" + "hosted", "/wo" + "rk/"]
    hosts = re.compile("|".join(names))
    faults = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in files(".h", ".cc", ".py", ".sh", ".cmake", ".md", ".txt", ".json", ".toml", ".yaml", "")
        for number, line in enumerate(text(path).splitlines(), 1)
        if hosts.search(line)
    ]
    report("package clients know their registries; paths are relative", faults)
