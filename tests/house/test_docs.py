"""The documents say what is so: links lead somewhere, words name code, commands are told, the reference is fresh."""

import pkgutil
import re
import runpy
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pilothouse.cli import reference, watch
from pilothouse.measures import sources
from pilothouse.records.models import record_types
from tests.house.tree import ROOT, files, name

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "bench/README.md"]
PAGES += files(".md", below=ROOT / "docs")
TOLD = {page: page.read_text() for page in PAGES}
LINK = re.compile(r'(?:\]\(|src=")([^)\s"]+)')
LARGEST_PICTURE = 200_000
APPS = sorted(path.name for path in (ROOT / "src/pilothouse").iterdir() if (path / "__init__.py").exists())


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link, target, part in _links(page) if not target.exists() or (part and part not in _parts(target))]
    assert not lost


def _links(page: Path) -> Iterator[tuple[str, Path, str]]:
    """Every link of a page to a place in the repository: as written, its file, and the part of it that is meant."""
    for link in LINK.findall(page.read_text()):
        path, _, part = link.partition("#")
        if "://" not in path:
            yield link, (page.parent / path).resolve() if path else page, part


def _parts(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [target for _, target, _ in _links(page) if target.suffix == ".md" and target.exists()]
            waiting += [path for _, target, _ in _links(page) if target.is_dir() for path in target.glob("*.md")]
    assert [name(page) for page in PAGES if page not in reached] == []


def test_every_command_is_told() -> None:
    commands = re.findall(r"^\./pilot ([a-z]+)", runpy.run_path(str(ROOT / "pilot"))["HELP"], re.MULTILINE)
    assert len(commands) > 10
    everything = "\n".join(TOLD.values())
    assert [command for command in commands if not re.search(rf"\./pilot {command}\b", everything)] == []


def test_no_command_is_told_that_does_not_exist() -> None:
    known = set(re.findall(r"^\./pilot ([a-z]+)", runpy.run_path(str(ROOT / "pilot"))["HELP"], re.MULTILINE))
    told = {command for text in TOLD.values() for command in re.findall(r"\./pilot ([a-z]+)", text)}
    assert told - known == set()


def test_every_environment_variable_is_told() -> None:
    settings = (ROOT / "src/pilothouse/config/settings.py").read_text() + (ROOT / "pilot").read_text()
    variables = set(re.findall(r"\bPILOT_[A-Z_]+\b", settings))
    assert variables
    told = set(re.findall(r"\bPILOT_[A-Z_]+\b", TOLD[ROOT / "docs/how-to/install.md"]))
    assert variables - told == set()


def _words_that_name_code() -> list[str]:
    rows = [line for line in TOLD[ROOT / "docs/words.md"].splitlines() if line.startswith("| ")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[-2])]


@pytest.mark.parametrize("word", _words_that_name_code())
def test_words_exist_in_the_code(word: str) -> None:
    prefixes = {model.KIND.prefix for model in record_types().values()}
    assert word in prefixes or any(_resolves(place) for place in _places(word))


def _places(word: str) -> Iterator[str]:
    """Where a name may be at home: as written, or among the models, roles or states of an app."""
    first, _, rest = word.partition(".")
    if first in APPS:
        yield f"pilothouse.{word}"
        yield f"pilothouse.{first}.models.{rest}"
    else:
        yield from (f"pilothouse.{app}.{module}.{word}" for app in APPS for module in ("models", "roles", "states"))


def _resolves(place: str) -> bool:
    try:
        pkgutil.resolve_name(place)
    except (ImportError, AttributeError):
        return False
    return True


def test_the_example_of_watch_is_what_it_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    example = _block(ROOT / "docs/how-to/watch-a-file.md", "console")
    command, _, told = example.partition("\n")
    monkeypatch.chdir(ROOT)
    assert watch.main(shlex.split(command)[3:]) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == told.splitlines()


def test_the_example_of_a_source_is_a_query_that_runs(tmp_path: Path) -> None:
    sql = _block(ROOT / "docs/how-to/connect-a-source.md", "sql")
    calls = tmp_path / "calls.csv"
    calls.write_text("taken_at,office,wait_s\n2026-03-02 09:00,N,20\n2026-03-03 10:00,N,90\n2026-03-10 10:00,N,5\n")
    answer = sources.ask(calls, sql, date(2026, 3, 11))
    assert answer.columns == ("indicator", "unit", "period", "numerator", "denominator")
    assert answer.rows == [("Calls answered late", "N", date(2026, 3, 2), 1, 2)]


def _block(page: Path, language: str) -> str:
    """The first block of this language on a page."""
    found = re.search(rf"```{language}\n(.*?)\n```", page.read_text(), re.DOTALL)
    assert found
    return found[1]


def test_the_changelog_says_what_comes_next() -> None:
    newest = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0]
    assert "unreleased" in newest


@pytest.mark.parametrize("page", ["life-cycles.md", "operations.md", "roles.md"])
def test_the_reference_is_fresh(page: str) -> None:
    assert (reference.FOLDER / page).read_text() == reference.pages()[page], "./pilot reference writes it anew"


def test_nothing_else_stands_in_the_reference() -> None:
    assert {path.name for path in reference.FOLDER.iterdir()} == set(reference.pages())


def test_pictures_are_small_and_shown() -> None:
    pictures = files(".png", below=ROOT / "docs/pictures")
    assert pictures
    assert not [name(picture) for picture in pictures if picture.stat().st_size > LARGEST_PICTURE]
    shown = {target for page in PAGES for _, target, _ in _links(page)}
    assert [name(picture) for picture in pictures if picture not in shown] == []
