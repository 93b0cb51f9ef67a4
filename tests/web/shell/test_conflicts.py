"""The one who came second sees both versions and loses nothing."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.forms import ChoiceField, Form, ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.test import Client, RequestFactory

from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.operations import hand_over
from pilothouse.trail.act import Conflict
from pilothouse.web.improvement.forms import TriageForm
from pilothouse.web.shell.conflicts import clash, conflict_page
from tests.cast import NOW, Cast, act


def posted(**fields: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(fields)
    return query


def post(**fields: str) -> HttpRequest:
    request = RequestFactory().post("/units/1/edit/", fields)
    request.user = AnonymousUser()
    return request


def test_only_what_differs_is_asked(cast: Cast) -> None:
    found = clash(cast.east, posted(name="Airport North", code=cast.east.code, version="1", once="x"))
    assert [(d.name, d.theirs, d.yours) for d in found.differences] == [("name", "Airport East", "Airport North")]
    assert found.same == [("code", cast.east.code)]


def test_fields_of_the_form_alone_go_along(cast: Cast) -> None:
    found = clash(cast.east, posted(reason="because", objects="x"))
    assert found.differences == []
    assert found.same == [("reason", "because"), ("objects", "x")]


def test_line_ends_and_spaces_are_no_difference(cast: Cast) -> None:
    assert clash(cast.east, posted(name=" Airport East\r\n")).differences == []


def test_the_page_carries_the_version_that_stands(cast: Cast) -> None:
    stored = Unit.objects.get(pk=cast.east.pk)
    response = conflict_page(post(name="Airport North", version="0"), Conflict(stored, cast.east))
    text = response.content.decode()
    assert response.status_code == 409
    assert f'name="version" value="{stored.version}"' in text
    assert 'value="Airport North" checked' in text
    assert "Managing director" in text, "who saved in between"


def test_hostile_text_stays_text(cast: Cast) -> None:
    response = conflict_page(post(name='"><script>x</script>'), Conflict(cast.east, cast.east))
    assert "<script>x" not in response.content.decode()


def test_a_row_that_is_gone_is_told(db: Any) -> None:
    response = conflict_page(post(name="x"), Conflict(None, object()))
    assert response.status_code == 409
    assert "Somebody was quicker" in response.content.decode()


def test_only_what_both_changed_is_asked_and_what_one_left_alone_proposes_the_other(cast: Cast) -> None:
    late = posted(name="Airport North", code="NRT")
    found = clash(cast.east, late, {"name": "Airport North"})
    assert [(d.name, d.mine) for d in found.differences] == [("name", False)], "it was left as the form had it"
    assert ("code", "NRT") in found.same
    assert [text for _label, text in found.typed] == ["NRT"]
    assert clash(cast.east, late, {"name": "Airport Old"}).differences[0].mine


def test_it_is_told_in_the_words_of_the_form(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    problem = report_problem(act(cast.member), unit=cast.east, title="Belt stops", severity="serious")
    hand_over(act(cast.leader), problem, owner=cast.quality)
    sent = {"owner": cast.owner.pk, "due": "2099-03-20", "severity": "grave", "version": "1", "nature": "incident"}
    page = signed_in(cast.leader).post(f"/{problem.code}/triage/", sent).content.decode()
    form = TriageForm(None, record=problem, person=cast.leader, today=NOW.date())
    for name in ("due", "severity", "nature"):
        assert f"<dt>{form.fields[name].label}</dt>" in page
    assert f"<legend>{form.fields['owner'].label}</legend>" in page
    assert "20 March 2099" in page
    assert {"Due", "Severity", "Nature", "due", "severity", "nature"}.isdisjoint(re.findall("<dt>([^<]+)</dt>", page))


def test_a_choice_of_the_form_alone_is_told_by_its_words(cast: Cast) -> None:
    class Choosing(Form):
        step = ChoiceField(label="What became of it?", choices=[("reach", "Reached")])
        to = ModelChoiceField(Person.objects.all(), label="Told to")

    sent = posted(step="reach", to=str(cast.owner.pk), loose_end="left")
    found = clash(cast.east, sent, form=Choosing(sent))
    told = [("What became of it?", "Reached"), ("Told to", str(cast.owner)), ("Loose end", "left")]
    assert found.typed == told
