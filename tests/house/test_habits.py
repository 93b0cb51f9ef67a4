"""The smells of the house, as tests."""

import ast
import re
from pathlib import Path

from tests.house.tree import ROOT, files, modules, name

VAGUE = {"utils", "helpers", "common", "core", "base", "services", "misc", "shared"}


def test_no_vague_names() -> None:
    assert not [name(path) for path in modules() if path.stem in VAGUE]


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_no_circle_is_hidden_behind_type_checking() -> None:
    assert not [name(path) for path in modules() if "TYPE_CHECKING" in path.read_text()]


def test_every_module_and_public_function_says_what_it_promises() -> None:
    silent = []
    for path in modules():
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            silent.append(name(path))
        silent += [
            f"{name(path)}:{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert not silent


def test_nothing_below_the_doors_reads_the_clock() -> None:
    doors = {"web", "cli", "api", "mail", "config"}
    clock = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|timezone\.localdate\(|time\.time\(")
    readers = [
        name(path)
        for path in modules()
        if path.relative_to(ROOT / "src/pilothouse").parts[0] not in doors and clock.search(path.read_text())
    ]
    # The first migration has no act yet; nothing else may ask for the time.
    assert readers == ["src/pilothouse/trail/recorder.py"]


def test_no_operation_cuts_what_was_typed() -> None:
    """What is too long is refused: cut, it would say something else."""
    operations = [path for path in modules() if "operations" in path.as_posix()]
    assert operations
    assert not [name(path) for path in operations if re.search(r"strip\(\)\[:", path.read_text())]


def test_no_signal_receivers_do_domain_work() -> None:
    connects = [
        name(path) for path in modules() if re.search(r"@receiver|post_save|pre_save|m2m_changed", path.read_text())
    ]
    assert not connects


def test_tests_never_switch_the_transaction_off() -> None:
    """Flushing tables would fight the append-only triggers; concurrency tests use databases of their own."""
    here = Path(__file__)
    assert not [
        name(path)
        for path in files(".py", below=ROOT / "tests")
        if path != here and re.search(r"transaction\s*=\s*True", path.read_text())
    ]


def test_no_skipped_tests_without_a_reason() -> None:
    here = Path(__file__)
    bare = re.compile(r"@pytest\.mark\.(skip|xfail)\b(?!if)")
    assert not [
        name(path) for path in files(".py", below=ROOT / "tests") if path != here and bare.search(path.read_text())
    ]
