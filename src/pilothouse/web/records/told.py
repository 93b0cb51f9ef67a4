"""What a list as somebody sees it is, in words: which list, filtered and sorted how, and how many rows on a page."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _

from pilothouse.records.states import Text
from pilothouse.web.kit.pages import SIZE, SIZES
from pilothouse.web.records.filters import Asked, Sentence
from pilothouse.web.records.lists import ListSpec, spec_of
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class Place:
    """Where a list is, and what it is."""

    path: str
    spec: ListSpec


@dataclass(frozen=True)
class Told:
    """One view of a list in words."""

    title: Text
    filter: str
    order: str
    rows: str


def list_at(name: str) -> Place | None:
    """The list whose address has this name; None where there is no such list (any more)."""
    try:
        path = reverse(name)
    except NoReverseMatch:
        return None
    spec = spec_of(resolve(path).func)
    return Place(path, spec) if spec else None


def told(request: PilotRequest, place: Place, query: str) -> Told:
    """What the list shows for these words of an address."""
    given = QueryDict(query)
    sentence = Sentence(place.spec.filters, Asked(request, given))
    size = next((size for size in SIZES if str(size) == given.get("rows")), SIZE)
    return Told(
        place.spec.title, sentence.chosen or _("everything"), _order(place.spec, given), _("%d rows on a page") % size
    )


def _order(spec: ListSpec, given: QueryDict) -> str:
    labels = {column.key: column.label for column in spec.columns if column.sort}
    asked = given.get("sort", "")
    if asked.removeprefix("-") not in labels:
        asked = spec.default_sort
    if not asked:
        return _("newest first")
    words = _("sorted by %s, descending") if asked.startswith("-") else _("sorted by %s")
    return str(words % labels[asked.removeprefix("-")])
