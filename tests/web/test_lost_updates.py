"""Nobody overwrites somebody else: every form that edits what stands, left open while another person changes it.

The forms are found by walking the addresses of the product. One that neither carries the version it was filled from nor
is named below fails the test: name it only where it adds something and overwrites nothing.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import ResolverMatch, resolve

from pilothouse.improvement.models import Cause
from pilothouse.improvement.operations import change_cause, release_signal
from pilothouse.measures.models import Series, Signal, Source
from pilothouse.measures.operations import change_source, end_series, retire_indicator, revive_indicator
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import change_organisation, change_person, change_unit
from pilothouse.processes.models import Handover
from pilothouse.processes.operations import change_handover
from pilothouse.records.operations import hand_over
from pilothouse.records.queries import find
from pilothouse.reviews.models import AgendaItem, Forum, Presence, Review
from pilothouse.reviews.operations import change_forum, look_at, note_attendance, reopen_review
from pilothouse.strategy.models import Policy
from pilothouse.strategy.operations import state_policy
from pilothouse.trail.models import Entry
from tests.cast import act
from tests.stage import Stage
from tests.trust.posting import forms_for, undone
from tests.trust.reading import Form, Page
from tests.web.routes import set_out
from tests.web.test_matrix import BACKEND, ours

pytestmark = pytest.mark.slow

TYPED = "Typed by the one who came late"
# What adds a row and overwrites none, or takes one step with nothing typed, which its life allows once.
ADDS = {
    "improvement:report", "improvement:import", "improvement:import_rows", "improvement:plan", "improvement:why",
    "measures:alarms", "measures:bring", "measures:check", "measures:enter", "measures:define", "measures:measure",
    "measures:define_source", "measures:refresh", "measures:target", "measures:end_target", "measures:baseline",
    "measures:value", "measures:withdraw", "measures:explain", "measures:issue", "measures:rebase", "measures:source",
    "organisation:start_units", "organisation:start_first", "organisation:start", "organisation:add_unit",
    "organisation:add_person", "organisation:assign", "organisation:take_back", "organisation:give_access",
    "organisation:withdraw_access", "processes:define", "processes:agree", "record_note", "record_file",
    "record_link", "record_unlink", "improvement:judge", "improvement:take_back_apart",
    "risks:new", "risks:new_opportunity", "risks:watch", "risks:unwatch",
    "risks:appetite", "risks:withdraw", "reviews:plan", "reviews:decide", "reviews:decide_in_review", "reviews:prepare",
    "reviews:capture", "reviews:packs", "reviews:check_pack", "look", "reviews:sign",
    "reviews:say", "reviews:read_before", "reviews:leave_input", "reviews:add_topic", "reviews:put_back",
    "reviews:move_item", "reviews:usual_order", "reviews:tie_indicator", "reviews:untie_indicator",
    "reviews:supersede", "reviews:ask", "reviews:open_forum", "reviews:close_forum", "reviews:reopen_forum",
    "strategy:climate", "strategy:name_assumption", "strategy:name_context", "strategy:name_party",
    "strategy:add_theme", "strategy:set_objective", "strategy:target", "strategy:measure",
    "strategy:initiative", "strategy:unmet", "strategy:serve", "shell:theme", "shell:enter", "save_view",
    "remove_view", "record_decline", "organisation:digest", "organisation:mail_again", "mirror:open", "mirror:close",
}  # fmt: skip
# Walked by tests of their own: some carry the versions of several records, one shows only after another step.
APART = {
    "improvement:join", "improvement:open_together", "measures:revive", "reviews:resume", "reviews:outcome",
    "reviews:withdraw", "reviews:change_request", "reviews:look_input", "reviews:input_owner", "change_view",
    "reviews:take_back_look", "reviews:take_back_input", "reviews:promise_input",
    "hand_over_all", "move_due_all",
    "improvement:triage_all", "improvement:decline_all", "shell:gallery", "organisation:escalation",
}  # fmt: skip
STRUCTURED = {"recurrence_of", "earlier", "same_as", "path", "sql", "email", "code", "position", "season", "free"}


def posting(client: Client, stage: Stage) -> set[str]:
    """Names of the routes that take a form, as their views themselves say."""
    addresses = set_out(stage)
    names = set()
    for route in ours():
        answer = client.options(addresses.of(route))
        if answer.status_code != 405 or "POST" in answer.headers.get("Allow", "POST"):
            names.add(route.name)
    return names


def row_of(match: ResolverMatch, person: Person) -> Any:
    """The row that a form is about, by its address."""
    at = match.kwargs
    by_key = {
        "improvement:change_why": Cause, "improvement:withdraw_why": Cause, "measures:edit_source": Source,
        "measures:end": Series, "processes:handover": Handover, "processes:end_handover": Handover,
        "reviews:change_forum": Forum,
    }  # fmt: skip
    if match.view_name == "strategy:state_policy":
        return Policy.objects.get(ended_at=None)
    if match.view_name in {"organisation:change", "organisation:mail", "strategy:focus"}:
        return Organisation.objects.get()
    if match.view_name in {"reviews:look", "reviews:take_off"}:
        return AgendaItem.objects.get(pk=at["item"])
    if match.view_name in by_key:
        return by_key[match.view_name].objects.get(pk=at["key"])
    if match.view_name.startswith("organisation:"):
        model: Any = Unit if "unit" in match.view_name else Person
        return model.objects.get(pk=at["key"])
    return find(person, at["code"])


def changed_by(stage: Stage, row: Any, name: str) -> None:
    """Another person saves it, by an operation that somebody at work would use."""
    by, quality = act(stage.cast.quality, why="The other was quicker"), stage.cast.quality
    if name == "reviews:attendance":
        note_attendance(by, row, presences={quality.pk: (Presence.ABSENT, None)})
        return
    if isinstance(row, Signal) and row.ended:
        release_signal(by, stage.issue, signal=row)
        return
    if isinstance(row, Review) and row.ended:
        reopen_review(by, row)
        return
    if isinstance(row, Policy):
        words = {"title": "Another promise", "text": "We leave early."}
        state_policy(act(stage.cast.leader), unit=row.unit, owner=stage.cast.leader, **words)
        return
    others: dict[type[Any], Callable[[], object]] = {
        Unit: lambda: change_unit(by, row, name="Renamed", code=row.code),
        Organisation: lambda: change_organisation(by, row, name="Renamed", zone=row.zone),
        Person: lambda: change_person(by, row, name="Renamed", email=row.email),
        Handover: lambda: change_handover(by, row, what="Renamed", agreed=""),
        Cause: lambda: change_cause(by, row, text="Renamed", evidence="", method=row.method, root=row.root),
        Source: lambda: change_source(by, row, name="Renamed", owner=row.owner, path=row.path, sql=row.sql,
                                      every_hours=row.every_hours),
        Series: lambda: end_series(by, row, on=row_day(stage), reason="All fly from the west"),
        Forum: lambda: change_forum(by, row, name="Renamed", cadence=row.cadence),
        AgendaItem: lambda: look_at(by, row, minute="Said by the other"),
    }  # fmt: skip
    heir = quality if getattr(row, "owner_id", None) != quality.pk else stage.cast.auditor
    others.get(type(row), lambda: hand_over(by, row, owner=heir))()


def row_day(stage: Stage) -> Any:
    return stage.signal.found + timedelta(days=28)


def typed_into(form: Form) -> dict[str, Any]:
    """The form filled in honestly, with words of one's own where it takes words."""
    words = (each for each in form.fields.values() if each.kind in {"text", "textarea"} and not each.numeric)
    free = {each.name: TYPED for each in words if each.name not in STRUCTURED}
    filled = {**form.filled(text=""), **free}
    # Hidden versions of several rows share one name; the page is read for all of them where it is posted.
    return {name: value for name, value in filled.items() if value}


def edits(client: Client, stage: Stage) -> Iterator[tuple[str, str, Form]]:
    """(name of the route that takes it, page it stands on, form) of every form that carries a version."""
    for page, form in forms_for(client, stage):
        name = resolve(form.address.partition("?")[0]).view_name
        if name not in APART and ({"version", "at"} & {each.name for each in form.fields.values() if each.value}):
            yield name, page, form


def late(client: Client, stage: Stage, name: str, page: str, form: Form) -> list[str]:
    """What is wrong when this form is sent after somebody else has saved."""
    data = typed_into(form)
    if "at" in data:
        data["at"] = versions_on(client, page)
    row = row_of(resolve(form.address), stage.cast.leader)
    changed_by(stage, row, name)
    before = Entry.objects.count()
    answer = client.post(form.address, data)
    text = answer.content.decode()
    other = "Managing director" if isinstance(row, Policy) else "Quality manager"
    wrong = {
        f"status {answer.status_code}": answer.status_code != 409,
        "something is written": Entry.objects.count() != before,
        "it does not say who": other not in text,
        "it does not say what": "What changed while you were writing" not in text,
        "what was typed is lost": TYPED in data.values() and TYPED not in text,
        "no way to save it": not any(one.address == form.address for one in Page(form.address, text).posts),
    }
    found = [f"{name}: {what}" for what, is_wrong in wrong.items() if is_wrong]
    return found or again(client, answer, form, name, bool(free_of(data)))


def free_of(data: dict[str, Any]) -> bool:
    return TYPED in data.values()


def versions_on(client: Client, page: str) -> list[str]:
    """All the versions that a form of several rows carries."""
    text = client.get(page).content.decode()
    return [part.partition('"')[0] for part in text.split('name="at" value="')[1:]]


def again(client: Client, answer: HttpResponse, form: Form, name: str, typed: bool) -> list[str]:
    """Sent from the page that tells of it, the choice is no conflict any more."""
    text = answer.content.decode()
    shown = next(one for one in Page(form.address, text).posts if one.address == form.address)
    data: dict[str, Any] = shown.filled()
    if "at" in data:
        data["at"] = [part.partition('"')[0] for part in text.split('name="at" value="')[1:]]
    kept = not typed or TYPED in data.values()
    status = client.post(form.address, data).status_code
    gone = name == "improvement:release"  # taken out is taken out: nothing is left to do
    return [f"{name}: sent again it is {status}, kept: {kept}"] if (status == 409 or not kept) and not gone else []


def the_leader(stage: Stage) -> Client:
    client = Client()
    client.force_login(stage.cast.leader.account, backend=BACKEND)
    return client


def test_every_form_that_edits_tells_of_the_other_and_writes_nothing(stage: Stage) -> None:
    client, wrong = the_leader(stage), []
    for name, page, form in edits(client, stage):
        wrong += undone(lambda name=name, page=page, form=form: late(client, stage, name, page, form))  # type: ignore[misc]
    assert "\n".join(wrong) == ""


def test_every_form_that_edits_carries_the_version_it_was_filled_from(stage: Stage) -> None:
    client = the_leader(stage)
    takes = undone(lambda: posting(client, stage))
    walked = {name for name, _page, _form in edits(client, stage)}
    assert ", ".join(sorted(takes - walked - ADDS - APART)) == ""
    assert ", ".join(sorted((walked & ADDS) | (ADDS - takes))) == "", "named as adding, and is not"


def test_what_was_retired_is_not_revived_from_an_old_page(stage: Stage) -> None:
    client, indicator = (
        the_leader(stage),
        retire_indicator(act(stage.cast.leader), stage.indicator, reason="Measured elsewhere"),
    )
    address = f"/{indicator.code}/revive/"
    page = Page("/", client.get(f"/{indicator.code}/").content.decode())
    data = next(form for form in page.posts if form.address == address).filled()
    hidden = {name: value for name, value in data.items() if name == "version"}
    revive_indicator(act(stage.cast.quality), indicator)
    retire_indicator(act(stage.cast.quality), indicator, reason="Measured elsewhere")
    answer = client.post(address, hidden)
    assert answer.status_code == 409
    assert "Quality manager" in answer.content.decode()


def test_a_step_that_a_rule_refuses_is_told_in_words(stage: Stage) -> None:
    """The other sent it first; what was typed stays."""
    retire_indicator(act(stage.cast.quality), stage.indicator, reason="Measured elsewhere")
    answer = the_leader(stage).post(f"/{stage.indicator.code}/retire/", {"reason": "Late"})
    assert answer.status_code == 422
    assert "is not possible from there" in answer.content.decode()
