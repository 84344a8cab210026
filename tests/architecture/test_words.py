"""One word for one idea: the synonyms that docs/vocabulary.md retires do not come back."""

import re

from tree import ROOT, files, report, text

# Retired word -> the word that is used, read from the last table of docs/vocabulary.md: "| not this | this |".
ROW = re.compile(r"^\| `([\w.]+)` \| `([\w.…]+)`", re.MULTILINE)


def retired() -> dict[str, str]:
    _, _, tail = (ROOT / "docs/vocabulary.md").read_text(encoding="utf-8").partition("## Retired words")
    return dict(ROW.findall(tail))


def test_docs_vocabulary_lists_retired_words():
    assert len(retired()) >= 5


def test_no_retired_word_is_an_identifier():
    faults = []
    words = retired()
    pattern = re.compile(r"(?<![A-Za-z0-9_])(" + "|".join(re.escape(w) for w in words) + r")(?![A-Za-z0-9_])")
    for path in files(".h", ".cc", ".proto", ".pyi", under=("core/", "cli/", "sidecar/", "python/", "proto/")):
        for number, line in enumerate(text(path).splitlines(), 1):
            code = re.sub(r"//.*|\".*?\"|#.*", "", line)
            for word in pattern.findall(code):
                faults.append(f"{path}:{number}: {word}; the word is {words[word]}")
    report("docs/vocabulary.md: retired word", faults)


def test_nothing_is_left_unfinished():
    marks = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "\\bXX" + "X\\b", "HA" + "CK\\b", "DISABLED" + "_"]))
    faults = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in files(".h", ".cc", ".py", ".sh", ".cmake", ".proto", ".yaml", ".md")
        if not path.as_posix().startswith("tests/architecture/")
        for number, line in enumerate(text(path).splitlines(), 1)
        if marks.search(line)
    ]
    report("no unfinished marks: what is missing is said in an issue", faults)
