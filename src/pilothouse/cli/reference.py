"""./pilot reference: write the pages of docs/reference out of the code itself."""

import argparse
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pilothouse
from pilothouse.organisation.rights import any_of, holds, holds_anywhere, of_each, owner
from pilothouse.organisation.roles import RIGHTS, Right, Role
from pilothouse.records.models import record_types
from pilothouse.records.states import Kind
from pilothouse.trail.operation import OPERATIONS, Operation
from pilothouse.trail.operation import Right as May

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
_GENERATED = "*Written by `./pilot reference` out of the code; a test holds it up to date. Change the code, not this.*"


def pages() -> dict[str, str]:
    """Every reference page by file name, as the code says it now. Needs Django to be ready, but no database."""
    _load_operations()
    return {
        "life-cycles.md": _page("Life cycles", _lives()),
        "operations.md": _page("Operations", _operations()),
        "roles.md": _page("Roles and rights", _roles()),
    }


def main(argv: list[str]) -> int:
    """Write the pages; say which of them changed."""
    argparse.ArgumentParser(prog="./pilot reference", description=__doc__).parse_args(argv)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        path = FOLDER / name
        changed = not path.exists() or path.read_text() != text
        path.write_text(text)
        print(f"{path.relative_to(FOLDER.parents[1])}: {'written' if changed else 'up to date'}")
    return 0


def _load_operations() -> None:
    """Import every module of operations, so that each is registered whoever asks."""
    for module in pkgutil.walk_packages(pilothouse.__path__, "pilothouse."):
        if "operations" in module.name.split("."):
            import_module(module.name)


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", _GENERATED, "", *lines]).rstrip() + "\n"


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    header = list(header)
    yield _row(header)
    yield _row("---" for _ in header)
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


# Operations


def _operations() -> Iterator[str]:
    ours = [operation for operation in OPERATIONS.values() if operation.function.__module__.startswith("pilothouse.")]
    yield f"Everything that can change the world: {len(ours)} operations. Each checks the right, runs in one"
    yield "transaction and leaves one entry in the history for every record it changed, under the name given here."
    yield "Who may not is answered “not found”. The worker acts as the system person, who may all of them."
    yield ""
    apps: dict[str, list[Operation]] = defaultdict(list)
    for operation in ours:
        apps[operation.function.__module__.split(".")[1]].append(operation)
    for app in sorted(apps):
        yield f"## {app.capitalize()}"
        for operation in sorted(apps[app], key=lambda one: one.name):
            yield from _operation(operation)


def _operation(operation: Operation) -> Iterator[str]:
    yield f"### {operation.name}"
    yield f"`{operation.function.__name__}({_arguments(operation)})`"
    yield ""
    yield from operation.description.splitlines()
    yield ""
    yield f"**Who may:** {who_may(operation.may)}."
    yield ""


def _arguments(operation: Operation) -> str:
    """The names of the arguments after the act, those that may be left out in brackets."""
    given = list(inspect.signature(operation.function).parameters.values())[1:]
    return ", ".join(one.name if one.default is one.empty else f"[{one.name}]" for one in given)


def who_may(may: May) -> str:
    """A right in words: what `any_of` and `holds` were given, or the first line of the predicate's docstring."""
    # What an inner function was made of is only known to itself; a sentence beside it would be a second truth.
    made_of: dict[str, Any] = dict(inspect.getclosurevars(may).nonlocals)
    if _is_made_by(any_of, may):
        return "; or ".join(who_may(one) for one in made_of["rights"])
    if _is_made_by(of_each, may):
        return f"for each of them: {who_may(made_of['right'])}"
    if _is_made_by(holds, may):
        return f"who may *{made_of['right'].label}* in the unit it is about, or above"
    if _is_made_by(holds_anywhere, may):
        return f"who may *{made_of['right'].label}* in some unit"
    if may is owner:
        return "the owner"
    first = (inspect.getdoc(may) or "").partition("\n")[0].rstrip(".")
    if not first:
        raise ValueError(f"{may.__qualname__} does not say who it lets through")
    return first[0].lower() + first[1:]


def _is_made_by(maker: Any, may: May) -> bool:
    return may.__module__ == maker.__module__ and may.__qualname__.startswith(f"{maker.__qualname__}.<locals>.")


# Lives of records


def _lives() -> Iterator[str]:
    yield "A record is always in one state of its life, and moves only along these steps. Buttons, refusals and the"
    yield "history read the same tables."
    yield ""
    for _name, model in sorted(record_types().items()):
        yield from _life(model.KIND)


def _life(kind: Kind) -> Iterator[str]:
    label = str(kind.label)
    yield f"## {label[0].upper()}{label[1:]} `{kind.prefix}`"
    readers = (
        "everybody in the organisation" if kind.everyone else "its owner, and those with a role in its unit or above"
    )
    yield f"Read by {readers}."
    yield ""
    labels = {state.name: str(state.label) for state in kind.life.states}
    ends = ("first" if state.name == kind.life.first else "last" if state.ends else "" for state in kind.life.states)
    yield from _table(("State", "Name in code", ""), zip(labels.values(), _code(labels), ends, strict=True))
    steps = (
        (step.label, f"`{step.name}`", " or ".join(labels[start] for start in step.start), labels[step.end])
        for step in kind.life.steps
    )
    yield from _table(("Step", "Name in code", "From", "To"), steps)


def _code(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


# Roles


def _roles() -> Iterator[str]:
    yield "A role is held in a unit and reaches everything below it. Besides this table, owners may work on what is"
    yield "theirs ([operations](operations.md) says where), and nobody can give a role that may more than their own."
    yield ""
    yes = {True: "yes", False: "–"}
    yield from _table(
        ("May", *(str(role.label) for role in Role)),
        ((right.label, *(yes[right in RIGHTS[role]] for role in Role)) for right in Right),
    )
