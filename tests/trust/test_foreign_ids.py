"""Keys of what one may not see, and fields that no form has: nothing is tied, nothing is changed by them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from pilothouse.measures.models import Series, Source
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.operations import assign_role, withdraw_role
from pilothouse.organisation.rights import sees
from pilothouse.organisation.roles import Role
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem
from tests.cast import act
from tests.stage import Stage
from tests.trust.posting import Answer, forms_for, honest_answers, send
from tests.trust.reading import Form
from tests.trust.world import Secrets, client_of

pytestmark = pytest.mark.slow

UNITS = {"unit", "unit_id", "place"}
# What a form might be made to carry along: fields of rows that only operations set.
SMUGGLED = {
    "state": "closed", "number": "1", "kind": "policy", "everyone": "on", "created_by": "1", "created_by_id": "1",
    "first_due": "2030-01-01", "ended_at": "2026-01-01", "is_system": "on", "may_sign_in": "on", "is_active": "on",
    "is_staff": "on", "is_superuser": "on", "record_id": "1", "pk": "1", "id": "1", "words": "x", "origin": "1",
    "judged_at": "2026-01-01", "answered_at": "2026-01-01", "effect": "99", "low": "1", "high": "2", "by_id": "1",
    "proposed": "better", "decided_on": "2020-01-01", "seq": "0", "chain": "x", "path": "/1/", "at": "2020-01-01",
    "story_day": "2020-01-01", "organisation": "1", "left_on": "2020-01-01", "role": "top_management", "door": "cli",
}  # fmt: skip


def hidden_keys(secrets: Secrets) -> dict[str, list[int]]:
    """By the name that fields give it: keys of what Airport East does not see."""
    items = [item.pk for item in AgendaItem.objects.filter(review=secrets.review)]
    return {
        "unit": [secrets.unit.pk, secrets.unit.parent_id or 0],
        "series": [secrets.series.pk],
        "record": [*secrets.keys()],
        "item": items,
        "parent": [cause.pk for cause in secrets.issue.causes.all()],
        "code": [],
    }


def attempts(form: Form, secrets: Secrets) -> Iterator[dict[str, Any]]:
    """The form filled in honestly, but for one field that names something hidden."""
    keys = hidden_keys(secrets)
    for name, field in form.fields.items():
        plain = name.rpartition("-")[2]
        if field.kind in {"select", "radio", "hidden", "checkbox"} and name not in {"csrfmiddlewaretoken", "once"}:
            kind = "unit" if plain in UNITS else plain if plain in keys else "record"
            for key in keys[kind][:1] or keys["record"][:1]:
                yield {**form.filled(), name: str(key)}
        elif field.kind == "text" and plain in {"other", "same_as", "earlier", "recurrence_of"}:
            yield {**form.filled(), name: secrets.issue.code}
    yield {**form.filled(), "unit": str(secrets.unit.pk)}
    yield {**form.filled(), "origin": str(secrets.issue.pk), "about": secrets.issue.code, "series": secrets.series.pk}


def named_by(answer: Answer) -> Iterator[Model]:
    """Every unit, series, source and record that what was written names, but for those it wrote itself."""
    for body in answer.entries:
        model = apps.get_model(body["kind"])
        for field in model._meta.concrete_fields:
            key = body["set"].get(field.attname)
            if key is None or not isinstance(field, ForeignKey):
                continue
            target = field.related_model
            if isinstance(target, type) and issubclass(target, (Unit, Series, Source, Record)):
                yield from target._base_manager.filter(pk=key)


def unseen(person: Person, row: Model) -> bool:
    """Is this a row that the person may not see?"""
    if isinstance(row, Unit):
        return not any(row.path.startswith(path) for path in person.paths_seen or ("/",))
    return not sees(person, row)


def test_nothing_is_tied_to_what_one_does_not_see(stage: Stage, secrets: Secrets) -> None:
    person = stage.cast.owner
    client, tied, sent, written = client_of(person), [], 0, 0
    for page, form in forms_for(client, stage):
        for data in attempts(form, secrets):
            answer = send(client, form, data)
            sent, written = sent + 1, written + bool(answer.entries)
            tied += [f"{page} {row}" for row in named_by(answer) if unseen(person, row)]
    assert tied == []
    assert sent > 60
    assert written > 10  # honest but for a field that nobody reads: the tries do reach the operations


def test_fields_that_no_form_has_change_nothing(stage: Stage) -> None:
    client, differ, saved = client_of(stage.cast.leader), {}, 0
    for page, form, honest in honest_answers(client, stage):
        extra = {name: value for name, value in SMUGGLED.items() if name not in form.fields}
        smuggled = send(client, form, {**form.filled(), **extra})
        saved += bool(honest.entries)
        if told(honest) != told(smuggled) or honest.status != smuggled.status:
            differ[page] = (told(honest), told(smuggled))
    assert differ == {}
    assert saved > 12


# Moments, and what a pack takes from them.
MOMENTS = re.compile(r"at|.*_at|last_run|cut_off|root|digest")


def told(answer: Answer) -> list[tuple[Any, ...]]:
    """What was written, without what differs from one act to the next: moments, and the keys of new rows."""
    new = {(apps.get_model(body["kind"]), body["key"]) for body in answer.entries}

    def plain(kind: str, name: str, value: Any) -> Any:
        model = apps.get_model(kind)
        field = next(each for each in model._meta.concrete_fields if each.attname == name)
        meant = model if field.primary_key or name == "id" else field.related_model
        named = any(key == value and isinstance(meant, type) and issubclass(made, meant) for made, key in new)
        return "a new row" if named else value

    return [
        (
            body["name"],
            body["kind"],
            {
                name: plain(body["kind"], name, value)
                for name, value in body["set"].items()
                if not MOMENTS.fullmatch(name)
            },
        )
        for body in answer.entries
    ]


def test_actions_reach_no_further_than_their_own_record(stage: Stage, secrets: Secrets) -> None:
    """Parts of one record named under the address of another are not there."""
    client = client_of(stage.cast.leader)
    own, other = stage.issue.code, secrets.issue.code
    cause = secrets.issue.causes.get().pk
    item = AgendaItem.objects.filter(review=secrets.review).earliest("id").pk
    file = secrets.attachment.pk
    for address in (f"/{own}/why/{cause}/", f"/{own}/files/{file}/", f"/{stage.review.code}/capture/?item={item}"):
        assert client.get(address).status_code == 404, address
    for address in (f"/{own}/why/{cause}/withdraw/", f"/{stage.review.code}/items/{item}/look/"):
        assert client.post(address, {"minute": "x"}).status_code == 404, address
    assert client.get(f"/{other}/files/{file}/").status_code == 200


def test_a_role_that_ends_takes_its_sight_along(stage: Stage, secrets: Secrets) -> None:
    """A file is asked for again after the role was withdrawn."""
    by, member = act(stage.cast.leader), stage.cast.member
    client, address = client_of(member), f"/{secrets.issue.code}/files/{secrets.attachment.pk}/"
    assert client.get(address).status_code == 404
    held = assign_role(by, member, unit=secrets.unit, role=Role.READER)
    assert b"".join(client.get(address).streaming_content) == b"zanzibarium"
    withdraw_role(by, held)
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"range": "bytes=0-3"}).status_code == 404
