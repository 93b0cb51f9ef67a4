"""The one who came second sees both versions and loses nothing."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from pilothouse.organisation.models import Unit
from pilothouse.trail.act import Conflict
from pilothouse.web.shell.conflicts import clash, conflict_page
from tests.cast import Cast


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
