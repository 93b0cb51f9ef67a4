"""Small files, short functions, short templates."""

from tests.house.tree import SOURCE, files, functions, modules, name

FILE, FUNCTION, TEMPLATE = 300, 50, 120
GOAL = 30  # functions; nine in ten keep it


def test_files_are_small() -> None:
    long = {name(path): lines for path in modules() if (lines := len(path.read_text().splitlines())) > FILE}
    assert not long


def test_functions_are_short() -> None:
    lengths = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in modules()
        for node in functions(path)
    }
    assert not {where: length for where, length in lengths.items() if length > FUNCTION}
    assert sum(length <= GOAL for length in lengths.values()) >= 0.95 * len(lengths)


def test_templates_are_short() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in files(".html", below=SOURCE)}
    assert not {where: length for where, length in lengths.items() if length > TEMPLATE}
