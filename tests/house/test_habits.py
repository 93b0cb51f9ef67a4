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


# A cut of what people type: of a form's field (but for the token of a form, which nobody types), of stripped text, and
# of anything that bears the name of a reason, a note or a minute.
CUTS = re.compile(
    r"""strip\(\)\[:
    | POST(?:\.get\((?!["']once)[^()]*\)|\[(?!["']once)[^\]]*\])(?:\.strip\(\))?\[:
    | (?:why|reason|note|explanation|acceptance|finding|details|minute|choice|containment|outcome)\[:\s*[\dA-Z]""",
    re.VERBOSE,
)


def test_a_cut_is_seen_however_it_is_written() -> None:
    seen = (
        "one.reason[:4_000]",
        'request.POST.get("why", "")[:300]',
        'POST["why"].strip()[:9]',
        "text.strip()[:LONGEST]",
    )
    assert all(CUTS.search(line) for line in seen)
    allowed = ('request.POST.get("once", "")[:64]', "digest[:16]", "rows[:50]", "reasons[0]")
    assert not any(CUTS.search(line) for line in allowed)


def test_nothing_that_changes_the_world_cuts_what_was_typed() -> None:
    """What is too long is refused: cut, it would say something else. Searches (GET) may be cut: they keep nothing."""
    doors = [path for path in modules() if "operations" in path.as_posix() or "/pilothouse/web/" in path.as_posix()]
    cut = [
        f"{name(path)}:{number}"
        for path in doors
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "GET.get(" not in line and CUTS.search(line)
    ]
    assert not cut


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
