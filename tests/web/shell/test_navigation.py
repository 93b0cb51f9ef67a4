"""The rail marks where one is."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from pilothouse.records.models import record_types
from pilothouse.web.shell import navigation


def page(_request: object) -> HttpResponse:
    return HttpResponse()


measures = ([path("", page, name="home"), path("rates/", page, name="rates")], "measures")
urlpatterns = [
    path("", page, name="bridge"),
    path("performance/", include(measures)),
    path("performance/work/", page, name="my_work"),
]


@pytest.fixture(autouse=True)
def _urls() -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("where", "current"),
    [
        ("/", ["Bridge"]),
        ("/performance/", ["Performance"]),
        ("/performance/rates/", ["Performance"]),
        ("/performance/work/", ["My work"]),
        ("/SIG-0042/thread/", ["Performance"]),
        ("/ISS-0042/", []),
    ],
)
def test_one_entry_at_most_is_current(where: str, current: list[str]) -> None:
    assert [str(place.entry.label) for place in navigation.places(where) if place.current] == current


def test_pages_that_do_not_exist_are_not_offered() -> None:
    assert [place.url for place in navigation.places("/")] == ["/", "/performance/work/", "/performance/"]


def test_letters_are_unique() -> None:
    letters = [entry.letter for entry in navigation.RAIL]
    assert len(set(letters)) == len(letters)


def test_every_kind_of_record_has_its_place_on_the_rail() -> None:
    held = [start for entry in navigation.RAIL for start in entry.holds if start.endswith("-")]
    assert sorted(held) == sorted(f"/{kind.prefix}-" for model in record_types().values() for kind in [model.KIND])
