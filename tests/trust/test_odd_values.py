"""Numbers that are none, days that never were, texts that no database likes: a sentence, never a fault.

Each run tries a few values of each field; with PILOT_THOROUGH=1 all of them (minutes).
"""

import os
from collections.abc import Iterator

import pytest

from tests.stage import Stage
from tests.trust.posting import forms_for, send
from tests.trust.reading import Field, Form
from tests.trust.world import client_of

pytestmark = pytest.mark.slow

THOROUGH = os.environ.get("PILOT_THOROUGH") == "1"
NUMBERS = (
    "NaN", "-Infinity", "1e400", "1e308", "-0", "１２３", "1_000", "0x10", "9" * 41, "0." + "0" * 30 + "1", "", "-1",
    "²", "9223372036854775808", "2147483648", "65536",
)  # fmt: skip
DAYS = (
    "0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "10000-01-01", "２０２６-０６-０１", "-1",
    "today", "2026-03-29T02:30", "1026-06-01", "",
)  # fmt: skip
TEXTS = (
    "\x00", "a\x00b", "\ufffd\ufffe", "\u202eevil", "x" * 20_000,
    "\r\nSet-Cookie: a=b", "' OR 1=1 --", "%s%n{0}{x.__class__}", "   ", "", "İ" * 200, "𝟙" * 300, "\U0001f6a8",
)  # fmt: skip
KEYS = ("0", "-1", "99999999999999999999", "abc", "1e3", "１", "", "None", "1; DROP TABLE", "\x00", "true")

ANYTHING = (*NUMBERS, *DAYS[:8], *TEXTS[:6], "\x00\x00")


def oddities(field: Field) -> tuple[str, ...]:
    """What to try on a field of this kind."""
    if field.kind == "date":
        return DAYS
    if field.kind == "number" or field.numeric:
        return NUMBERS
    return TEXTS if field.kind in {"text", "textarea"} else KEYS


def tries(number: int, form: Form) -> Iterator[dict[str, str]]:
    """The form filled in honestly but for one field; a few values of each field, all of them where it is asked for."""
    honest = form.filled()
    for place, field in enumerate(form.fields.values()):
        if field.kind == "file" or field.name == "csrfmiddlewaretoken":
            continue
        odd = oddities(field)
        chosen = odd if THOROUGH else {odd[(number * 7 + place) % len(odd)]}
        for value in chosen:
            yield {**honest, field.name: value}


def test_one_odd_value_at_a_time(stage: Stage) -> None:
    client = client_of(stage.cast.leader)
    faults, forms, sent = {}, 0, 0
    for number, (page, form) in enumerate(forms_for(client, stage)):
        forms += 1
        for data in tries(number, form):
            sent += 1
            answer = send(client, form, data)
            if answer.status >= 500:
                odd = {name: value[:30] for name, value in data.items() if value != form.filled().get(name)}
                faults[f"{page} {form.address} {odd}"] = answer.fault
    assert faults == {}
    assert forms > 25
    assert sent > 80


@pytest.mark.parametrize("value", ANYTHING)
def test_odd_values_in_addresses(stage: Stage, value: str) -> None:
    client = client_of(stage.cast.leader)
    series, review = stage.series.pk, stage.review.code
    asked = {
        "/records/": ("q", "page", "sort", "state", "unit", "owner", "due", "age", "kind", "format"),
        "/improvement/issues/": ("q", "severity", "page", "owner", "sort"),
        "/performance/": ("q", "page", "unit", "sort", "format"),
        "/performance/enter/": ("unit",),
        "/search/": ("q", "page"),
        "/improvement/alike/": ("what",),
        f"/series/{series}/": ("page", "show"),
        f"/{review}/": ("item",),
        f"/{review}/decide/": ("item",),
        "/reviews/decide/": ("about",),
        f"/{review}/capture/": ("line", "item", "input"),
        "/organisation/people/": ("q", "page", "left"),
    }
    faults = {}
    for address, names in asked.items():
        for name in names:
            try:
                status = client.get(address, {name: value}).status_code
            except Exception as problem:
                status, faults[f"{address}?{name}"] = 500, repr(problem)[:200]
            if status >= 500:
                faults.setdefault(f"{address}?{name}", str(status))
    assert faults == {}
