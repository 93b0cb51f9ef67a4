"""What happened: the thread, the history, notes, files."""

from collections.abc import Iterable

from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import draw
from pilothouse.web.kit.components.marks import today_of
from pilothouse.web.kit.parts import FileLine, HistoryLine, Knot, NoteLine, stretched

register = Library()
KINDS = {
    "signal": _("signal"),
    "answer": _("answer"),
    "issue": _("issue"),
    "cause": _("cause"),
    "action": _("action"),
    "review": _("review"),
    "decision": _("decision"),
    "effect": _("effect"),
    "note": _("note"),
}


@register.simple_tag(takes_context=True)
def thread(context: Context, knots: Iterable[Knot], short: bool = False) -> SafeString:
    """The story of a record: a line through time, each knot a record, each wait as long as it was."""
    line = [(stretch, stretch.knot.kind_word or KINDS.get(stretch.knot.kind, "")) for stretch in stretched(knots)]
    return draw("thread", line=line, short=short, today=today_of(context))


@register.simple_tag(takes_context=True)
def history_table(context: Context, lines: Iterable[HistoryLine]) -> SafeString:
    """Who did what, when and why, newest first as given; each changed field with its old and new value."""
    return draw("history", lines=lines, today=today_of(context))


@register.simple_tag(takes_context=True)
def notes(context: Context, lines: Iterable[NoteLine]) -> SafeString:
    """Notes in the order given."""
    return draw("notes", lines=lines, today=today_of(context))


@register.simple_tag(takes_context=True)
def attachments(context: Context, files: Iterable[FileLine]) -> SafeString:
    """Attached files as downloads, with size, day and person."""
    return draw("attachments", files=files, today=today_of(context), clip=icons.icon("paperclip"))
