"""An input of management review that waits: what those say who are asked for it, beside bringing it."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.records.checks import the_day, told_why, uncut
from pilothouse.records.climbing import contract
from pilothouse.records.replies import LONGEST_REPLY
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.operations.inputs import now_answers
from pilothouse.reviews.queries import Asked, asked_for, unread_input
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.operation import Arguments, operation


def _asked(act: Act, input: str) -> Asked | None:
    """What this input asks of who acts."""
    on = the_day(act)
    one = unread_input(input, on) if isinstance(act.by, Person) else None
    return asked_for(act.by, one, contract(), on) if one is not None and isinstance(act.by, Person) else None


def _asked_for_it(act: Act, arguments: Arguments) -> bool:
    """Who answers for the input that waits, or those to whom its silence has climbed."""
    return _asked(act, arguments["input"]) is not None


def _stands_with_them(act: Act, arguments: Arguments) -> bool:
    """Those to whom the silence of the input has climbed last."""
    asked = _asked(act, arguments["input"])
    return asked is not None and asked.with_me


@operation("input.promised", may=_asked_for_it)
def promise_input(act: Act, input: str, *, until: date, reason: str = "") -> InputReply:
    """Promise by when an input that waits is brought. To whom it had climbed takes it over: they answer for it now.
    Silence is counted from the day promised. Who answers for it promises so once; later promises say why, and silence
    is counted as before.
    """
    today, asked = the_day(act), _asked(act, input)
    if asked is None or not isinstance(act.by, Person):
        raise NotAllowed("input")
    latest = today + timedelta(days=asked.unread.input.every)
    if until < today:
        raise Refused(_("This day has passed. A promise lies ahead."), "until")
    if until > latest:
        day = date_format(latest, "j M Y")
        raise Refused(_("Something new is wanted more often: promise a day up to %(day)s.") % {"day": day}, "until")
    again = asked.unread.promised is not None and not asked.to_me
    if again and not reason.strip():
        raise Refused(_("It was promised before. Say why it takes longer."), "reason")
    if asked.to_me:
        now_answers(input, act.by)
    return _said(act, asked, asked.unread.silent_from if again else until, until=until, reason=reason)


@operation("input.left", may=_stands_with_them)
def leave_input(act: Act, input: str, *, reason: str) -> InputReply:
    """Leave an input that has climbed with who answers for it, and say why. It climbs again after the next limit."""
    asked = _asked(act, input)
    if asked is None:
        raise NotAllowed("input")
    why = told_why(reason, _("Say why, to whoever it stays with."), LONGEST_REPLY)
    if asked.unread.owner is None:
        raise Refused(_("Nobody answers for it: take it over, or name somebody."), "reason")
    return _said(act, asked, asked.unread.silent_from, reason=why)


def _said(
    act: Act, asked: Asked, silent_from: date | None, *, until: date | None = None, reason: str = ""
) -> InputReply:
    one = asked.unread
    reply = InputReply(
        input=one.input.key, why=one.state, level=asked.level, until=until,
        reason=uncut(reason, "reason", LONGEST_REPLY),
        silent_from=silent_from, on=the_day(act), at=act.at, by_id=act.by.pk,
    )  # fmt: skip
    reply.save()
    waits = InputWait.objects.filter(input=one.input.key)
    row = waits.first()
    if row is not None:
        row.hear(reply)
        # The worker may replace the rows meanwhile: then there is none to change, and it hears the reply itself.
        waits.update(reply=row.reply, again=row.again)
    return reply
