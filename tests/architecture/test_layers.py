"""Arrows point down: who may include whom."""

from tree import DOORS, files, includes, report, table

THIRD_PARTIES = tuple(row[0] for row in table("third_parties.txt"))

RANKS = {folder: int(row[0]) for row in table("layers.txt") for folder in row[1:]}


def folder_of(path: str) -> str:
    return path.removeprefix("core/").removeprefix("deskgauge/").split("/")[0]


def test_every_folder_of_the_core_has_a_rank():
    folders = {folder_of(path.as_posix()) for path in files(".h", ".cc", under=("core/deskgauge/",))}
    report("layers.txt: a folder of core/deskgauge without a rank", sorted(folders - RANKS.keys()))


def test_a_folder_of_the_core_includes_only_itself_and_lower_ranks():
    faults = []
    for path in files(".h", ".cc", under=("core/deskgauge/",)):
        own = folder_of(path.as_posix())
        for line, _, name in includes(path):
            if not name.startswith("deskgauge/"):
                continue
            other = folder_of(name)
            if other != own and RANKS.get(other, 99) >= RANKS.get(own, -1):
                faults.append(f"{path}:{line}: {own} (rank {RANKS.get(own)}) includes {name} (rank {RANKS.get(other)})")
    report("layers.txt: a folder includes only its own files and folders of lower rank", faults)


def test_folders_of_the_core_do_not_include_each_other_in_a_circle():
    edges: dict[str, set[str]] = {}
    for path in files(".h", ".cc", under=("core/deskgauge/",)):
        own = folder_of(path.as_posix())
        edges.setdefault(own, set()).update(folder_of(n) for _, _, n in includes(path) if n.startswith("deskgauge/"))
    faults = sorted(f"{a} and {b}" for a in edges for b in edges[a] if a < b and a in edges.get(b, set()))
    report("two folders include each other", faults)


def test_the_core_includes_its_own_files_by_their_whole_path():
    faults = [
        f'{path}:{line}: "{name}"'
        for path in files(".h", ".cc", under=("core/deskgauge/",))
        for line, mark, name in includes(path)
        if mark == '"' and not name.startswith(("deskgauge/", *THIRD_PARTIES))
    ]
    report('in core/, includes in quotes are "deskgauge/FOLDER/FILE.h"', faults)


def test_a_door_includes_no_other_door():
    faults = []
    for door in DOORS:
        others = {p.relative_to(other).as_posix(): other for other in DOORS if other != door for p in files(".h", under=(other + "/",))}
        own = {p.relative_to(door).as_posix() for p in files(".h", under=(door + "/",))}
        for path in files(".h", ".cc", under=(door + "/",)):
            for line, mark, name in includes(path):
                if name.startswith(DOORS) or (mark == '"' and name in others and name not in own):
                    near = (path.parent / name).is_file()
                    if not near and not name.startswith(f"{door}/"):
                        faults.append(f"{path}:{line}: {name}")
    report("cli, python and sidecar know the core and nothing of each other", faults)
