"""Scripts, handlers, addresses that run, template syntax: in every text of the database, on every page, it is text."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, EmailField, Model, TextField
from django.test import Client

from pilothouse.improvement.operations import change_issue
from pilothouse.records.operations import add_note, link_records
from pilothouse.trail.act import Act
from pilothouse.trail.models import traced_models
from pilothouse.trail.recorder import Recorder, recording
from tests.cast import act
from tests.stage import Stage
from tests.trust.reading import Page
from tests.trust.test_canary import body_of, crawled, known_addresses
from tests.trust.world import Secrets, client_of

pytestmark = pytest.mark.slow

MARK = "<xss-mark onload=alert(1)>"
HOSTILE = f"{MARK}\"'`><script>alert(1)</script></title></textarea></svg>{{{{7*7}}}}{{% now 'Y' %}}%(x)s${{1}}&lt;b&gt;"
# Texts that are no free texts: names of states, keys, digests, addresses; and what the product reads as code.
NOT_TYPED = {
    "state", "kind", "path", "zone", "digest", "words", "code", "sql", "route", "file_digest", "rows_digest", "query",
    "marks_digest", "status", "expected_direction", "proposed", "evidence_digest",
    "body",  # a sealed copy: its table takes no update
    "verdict",  # chosen, or told by the numbers
}  # fmt: skip
MARKDOWN = (
    "[click](javascript:alert(1))", "[click](JaVaScRiPt&colon;alert(1))", "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](x\" onerror=\"alert(1))", "<img src=x onerror=alert(1)>", "<style>*{display:none}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>", "[a]: javascript:alert(1)\n\n[a]", 
    "<a href='vbscript:x'>x</a>",
    "<form action=/x><button>Sign in</button></form>", "`</code><script>alert(1)</script>`", "> " * 400 + "deep",
    "[x](https://example.org 'title\" onclick=\"alert(1)')", "<svg/onload=alert(1)>", "|a|\n|-|\n|<script>x</script>|",
)  # fmt: skip


def typed_texts(model: type[Model]) -> list[Any]:
    """The columns of a table in which people's own words stand."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, EmailField)
        and not field.choices
        and field.name not in NOT_TYPED
    ]


def poison(by: Act) -> int:
    """Write hostile text into every text that people may have typed; how many columns there are."""
    models = {each for model in traced_models(apps.get_models()) for each in (model, *model._meta.parents)}
    count = 0
    with recording(Recorder(by, "poison")) as recorder, recorder.write(), connection.cursor() as cursor:
        for model in models:
            for field in typed_texts(model):
                key = model._meta.pk.column
                longest = field.max_length or 10_000
                text = HOSTILE if len(HOSTILE) < longest - 8 else MARK if len(MARK) < longest - 8 else "<b>'\""
                cursor.execute(
                    f"UPDATE {model._meta.db_table} SET {field.column} = %s || CAST({key} AS varchar(6)) "
                    f"WHERE {field.column} <> ''",
                    [text],
                )
                count += 1
    return count


def history(stage: Stage, secrets: Secrets) -> None:
    """Hostile text in histories, notes and links too."""
    by = act(stage.cast.leader, why=HOSTILE)
    issue = change_issue(by, stage.issue, title=MARK, details=HOSTILE, severity="grave", nature="idea")
    change_issue(by, issue, title="Plain again", details=HOSTILE[::-1], severity="grave", nature="idea")
    link_records(by, issue, other=secrets.issue, reason=HOSTILE[:200])
    for text in (HOSTILE, *MARKDOWN):
        add_note(by, issue, text=text)


def dangers_on(client: Client, addresses: list[str]) -> tuple[list[str], str]:
    """What could run on any page of these and those they link to, and all their text."""
    dangers, told = [], []
    for address, text in crawled(client, addresses):
        if text.lstrip("\n ").startswith("<"):
            page = Page(address, text)
            dangers += page.dangers
            told += page.text
        if "<xss-mark" in text and text.lstrip().startswith("<"):
            dangers.append(f"{address}: the mark stands as markup")
    return dangers, "".join(told)


def test_hostile_text_stays_text_everywhere(stage: Stage, secrets: Secrets) -> None:
    history(stage, secrets)
    assert poison(act(stage.cast.leader)) > 30
    dangers, text = dangers_on(client_of(stage.cast.leader), known_addresses(stage, secrets))
    assert dangers == []
    assert text.count(MARK) > 200  # it did stand there, as text
    assert "{{7*7}}" in text
    assert "{% now 'Y' %}" in text
    assert "%(x)s${1}" in text
    assert "&lt;b&gt;" in text  # escaped once, not twice, not less


def test_hostile_answers_of_forms_stay_text(stage: Stage) -> None:
    """What was typed comes back into its field, and what is said about it, as text."""
    client = client_of(stage.cast.leader)
    for address, names in (
        ("/improvement/report/", ("what", "unit", "how_bad")),
        ("/reviews/decide/", ("title", "reason", "owner", "due", "confidence", "size")),
        ("/performance/bring/", ("pasted", "text", "unit", "name")),
        ("/improvement/import/", ("pasted",)),
        ("/performance/define/", ("title", "definition", "unit_of_measure", "season", "value_kind")),
        (f"/series/{stage.series.pk}/target/", ("value", "by")),
        (f"/{stage.issue.code}/link/", ("other", "reason")),
        (f"/{stage.issue.code}/why/", ("text", "method", "parent")),
        ("/accounts/login/", ("login", "password")),
    ):
        page = Page(address, body_of(client.post(address, dict.fromkeys(names, HOSTILE), follow=True)))
        assert page.dangers == [], address
    for address in ("/search/", "/records/", "/improvement/alike/", "/organisation/people/"):
        page = Page(address, body_of(client.get(address, {"q": HOSTILE, "what": HOSTILE, "sort": HOSTILE})))
        assert page.dangers == [], address


def test_the_check_itself_finds_what_runs() -> None:
    for markup in (
        "<script>x</script>", "<p onclick=x>", '<a href="java\nscript:x">', "<style>x</style>", '<p style="x">',
        '<iframe src="/">', '<a href="data:text/html,x">', '<script src="https://evil.example/x.js"></script>',
    ):  # fmt: skip
        assert Page("/", markup).dangers, markup
    assert Page("/", '<a href="/x/">&lt;script&gt;</a><a href="mailto:a@example.org">b</a>').dangers == []
