"""How a record shows itself inside a line: its state as word and shape, its name as a link."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pilothouse.records.models import Record
from pilothouse.records.states import State, Tone
from pilothouse.web.kit.components.marks import state, verdict
from pilothouse.web.records.numbers import page_of

_DECLINED = frozenset({"declined", "cancelled", "dropped", "superseded", "replaced", "retired"})
_WAITING = frozenset({"waiting", "watched", "carried_out"})
_VERDICTS = {"cannot_be_told": "unknown", "no_change": "same", "too_early": "early"}


def state_mark(standing: State) -> SafeString:
    """A state of any life as the kit shows it; outcomes read as verdicts, what asks for somebody as a need."""
    return _drawn(standing, get_language())


@cache
def _drawn(standing: State, language: str | None) -> SafeString:  # the label is said in that language
    if standing.tone is not Tone.QUIET:
        return verdict(str(standing.tone), standing.label)
    if standing.name in _VERDICTS:
        return verdict(_VERDICTS[standing.name], standing.label)
    return state(standing.label, _shape(standing))


def _shape(standing: State) -> str:
    if standing.name in _DECLINED:
        return "declined"
    if standing.ends:
        return "done"
    return "waiting" if standing.name in _WAITING else "open"


def record_link(record: Record | None) -> SafeString | str:
    """Title and number, one link; nothing for None."""
    if record is None:
        return ""
    return format_html('<a href="{}">{}</a> <span class="number">{}</span>', page_of(record), record.title, record.code)
