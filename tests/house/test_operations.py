"""Every operation is documented, named as the house names, and has a test file of its own."""

import importlib
import inspect
import re

import pytest

from pilothouse.trail.operation import OPERATIONS, Operation
from tests.house.tree import ROOT, modules

for path in modules():
    if path.stem == "operations" or path.parent.name == "operations":
        dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        importlib.import_module(dotted.removesuffix(".__init__"))
NAMES = sorted(name for name, known in OPERATIONS.items() if known.function.__module__.startswith("pilothouse."))


@pytest.mark.parametrize("name", NAMES)
def test_operation(name: str) -> None:
    operation: Operation = OPERATIONS[name]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", name)
    assert len(operation.description) > 10
    first, *rest = inspect.signature(operation.function).parameters.values()
    assert first.name == "act"
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in rest[1:])
    app = operation.function.__module__.split(".")[1]
    assert (ROOT / "tests" / app / f"test_{operation.function.__name__}.py").exists()


def test_there_are_operations() -> None:
    assert len(NAMES) > 30
