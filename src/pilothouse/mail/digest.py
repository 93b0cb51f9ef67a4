"""What the digest of one person says: what needs them now, with the address of the form that does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.my_work import Line, When, my_work
from pilothouse.organisation.models import Person
from pilothouse.outbox.models import Letter
from pilothouse.reviews.queries import UnreadInput

MOST = 30
# The form that answers, by kind and state; everything else is done on the page of its record.
FORMS = {
    ("signal", "open"): "explain",
    ("action", "planned"): "complete",
    ("decision", "carried_out"): "judge",
    ("decision", "too_early"): "judge",
}


@dataclass(frozen=True)
class Said:
    """One line of a digest; `key` says the same for the same thing on another day."""

    key: str
    what: Any
    title: str
    number: str
    url: str
    note: str
    new: bool


def letter_to(person: Person, day: date, told: set[str], site: str) -> Letter | None:
    """The digest of this day, not yet saved; None where nothing needs this person that they were not told of."""
    lines = [_said(line, told, site) for line in my_work(person, day) if line.when is When.NOW]
    fresh = sum(line.new for line in lines)
    if not fresh:
        return None
    shown = sorted(lines, key=lambda line: not line.new)[:MOST]
    subject = ngettext("%(count)d thing needs you, %(new)d new", "%(count)d things need you, %(new)d new", len(lines))
    subject = subject % {"count": len(lines), "new": fresh}
    context = _context(subject, shown, len(lines), site)
    return Letter(
        person=person,
        day=day,
        subject=subject,
        text=_text(**context),
        html=render_to_string("mail/digest.html", context),
        told=[line.key for line in lines],
        lines=len(lines),
    )


def _context(subject: str, shown: Sequence[Said], count: int, site: str) -> dict[str, Any]:
    urls = {"work_url": site + reverse("my_work"), "me_url": site + reverse("organisation:me")}
    return {"subject": subject, "lines": shown, "more": count - len(shown), **urls}


def _text(*, subject: str, lines: Sequence[Said], more: int, work_url: str, me_url: str) -> str:
    """The same as plain text: nothing in it is markup, so nothing is escaped."""
    parts = [subject, ""]
    for line in lines:
        parts.append(f"{'*' if line.new else '-'} {line.what}: {line.title} ({line.number})")
        parts += [f"  {line.note}"] if line.note else []
        parts += [f"  {line.url}", ""]
    if more:
        parts += [ngettext("%d more", "%d more", more) % more, ""]
    parts.append(f"{_('Everything that waits for you:')} {work_url}")
    parts.append(f"{_('Lines with * are new since the last mail. Turn this mail off here:')} {me_url}")
    return "\n".join(parts) + "\n"


def _said(line: Line, told: set[str], site: str) -> Said:
    record, key = line.record, key_of(line)
    return Said(key, line.what, record.title, record.code, site + _address(line), _note(line), key not in told)


def _address(line: Line) -> str:
    """Where it is done."""
    record = line.record
    if isinstance(record, UnreadInput):
        return reverse("reviews:input", args=[record.input.key])
    if line.series is not None:
        return reverse("measures:series", args=[line.series.pk])
    verb = line.verb or (FORMS.get((record.kind, record.state), "") if not line.to_me else "")
    return f"/{record.code}/{verb}/" if verb else f"/{record.code}/"


def key_of(line: Line) -> str:
    """What tells this line from others, and from itself after its date moved, it climbed, or was answered."""
    climb = line.climb
    level = climb.level if climb and line.to_me else 0
    reply = climb.reply.said.on.isoformat() if climb and climb.reply else ""
    series = line.series.pk if line.series else ""
    return f"{line.record.pk}:{line.record.state}:{line.due or ''}:{level}:{reply}:{series}{line.verb}"


def _note(line: Line) -> str:
    parts = [_("due %(day)s") % {"day": date_format(line.due, "j M Y")}] if line.due else []
    if isinstance(line.record, UnreadInput):
        parts = [line.record.why]
    if line.to_me:
        parts.append(_("climbed to you from %(who)s") % {"who": line.record.owner or _("nobody")})
    elif line.climb and line.climb.level:
        parts.append(_("climbed to %(who)s") % {"who": line.climb.names})
    if line.climb and line.climb.reply and line.climb.reply.declined:
        reply = line.climb.reply
        parts.append(_("%(who)s left it here: %(reason)s") % {"who": reply.who, "reason": reply.reason})
    return " · ".join(parts)
