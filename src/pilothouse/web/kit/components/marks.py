"""Small marks inside a line: icons, states, verdicts, people, dates, numbers."""

import datetime as dt
import functools
from typing import Any

from django.template import Context, Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pilothouse.measures import numerals
from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import escaped, markup
from pilothouse.web.kit.parts import local_day

register = Library()

# Every mark has its own shape, so that colour is never the only sign.
SHAPES = {
    "better": "M6 1 11.4 10.6H.6z",
    "worse": "M6 11 11.4 1.4H.6z",
    "needs": "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z",
    "unknown": "M6 .6 11.4 6 6 11.4.6 6z",
    "same": "M1 4.6h10v2.8H1z",
    "early": "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zm0 1.5a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z",
}
WORDS = {
    "better": gettext_lazy("better"),
    "worse": gettext_lazy("worse"),
    "needs": gettext_lazy("needs you"),
    "unknown": gettext_lazy("cannot be told"),
    "same": gettext_lazy("no change"),
    "early": gettext_lazy("too early"),
}
STATE_ICONS = {
    "draft": "circle-dashed",
    "open": "circle",
    "waiting": "clock",
    "active": "circle-dot",
    "done": "circle-check",
    "declined": "circle-slash",
    "locked": "lock",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A lucide icon, hidden from assistive technology: put the word beside it."""
    return icons.icon(name)


@functools.cache
def _shape(kind: str) -> SafeString:
    return markup(
        '<svg class="mark mark-{}" viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" '
        'focusable="false"><path d="{}"/></svg>',
        kind,
        SHAPES[kind],
    )


@register.simple_tag
def mark(kind: str, silent: bool = False) -> SafeString | str:
    """The shape of better, worse, needs, unknown, same or early, its word for readers unless `silent`."""
    if kind not in SHAPES:
        return ""
    shape = _shape(kind)
    return shape if silent else markup('{}<span class="unseen">{}</span>', shape, WORDS[kind])


@register.simple_tag
def verdict(kind: str, label: Any = "") -> SafeString:
    """A verdict or judgement: shape and word together. `label` replaces the usual word ("as forecast")."""
    return markup(
        '<span class="verdict verdict-{}">{} {}</span>',
        kind,
        mark(kind, silent=True),
        label or WORDS.get(kind, kind),
    )


@register.simple_tag
def state(label: Any, kind: str = "open") -> SafeString:
    """The state of a record: a word and a shape (draft, open, waiting, active, done, declined, locked)."""
    drawing = icons.icon(STATE_ICONS.get(kind, "circle"))
    return markup('<span class="state state-{}">{}{}</span>', kind, drawing, label)


@register.simple_tag
def person(who: Any, url: str = "", missing: Any = "") -> SafeString:
    """A person by name. Nobody is said aloud: a thing without an owner is a gap, not a blank."""
    if who in (None, ""):
        return markup('<span class="person nobody">{}</span>', missing or _("nobody yet"))
    link = url or getattr(who, "url", "")
    if link:
        return markup('<a class="person" href="{}">{}</a>', link, who)
    return SafeString(f'<span class="person">{escaped(str(who))}</span>')


def today_of(context: Context) -> dt.date:
    """The page's own today (a demo has its own), else the day in the organisation's zone."""
    stated = context.get("today")
    return stated if isinstance(stated, dt.date) else timezone.localdate()


def short_date(day: dt.date, today: dt.date) -> str:
    """ "25 Jul", with the year where it is not this one."""
    plain = local_day(day)
    return _written(plain, "j M" if day.year == today.year else "j M Y", get_language())


@functools.lru_cache(4096)
def _written(day: dt.date, pattern: str, language: str | None) -> str:
    # A list writes the same few days again and again; the language is part of the key, not of the work.
    return date_format(day, pattern)


@register.simple_tag(takes_context=True)
def day(context: Context, when: dt.date | None) -> SafeString:
    """A date or moment as people write it, with the machine's form behind it; a dash for none."""
    if when is None:
        return SafeString('<span class="quiet">–</span>')
    local = timezone.localtime(when) if isinstance(when, dt.datetime) and timezone.is_aware(when) else when
    stamp = local.isoformat(timespec="minutes") if isinstance(local, dt.datetime) else local.isoformat()
    text = short_date(local, today_of(context))
    if isinstance(local, dt.datetime):
        text = f"{text}, {local:%H:%M}"
    return markup('<time datetime="{}">{}</time>', stamp, text)


@register.filter
def moment(when: dt.datetime) -> str:
    """A moment in full: "Mon 9 Dec 2013, 07:40"."""
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    return f"{_written(local.date(), 'D j M Y', get_language())}, {local:%H:%M}"


@register.simple_tag(takes_context=True)
def due(context: Context, when: dt.date | None, original: dt.date | None = None, done: Any = False) -> SafeString:
    """A due date: late is said in words, and a moved date never hides the one first promised."""
    return due_on(when, original, done=bool(done), today=today_of(context), language=get_language())


@functools.lru_cache(4096)  # many rows share few dates
def due_on(
    when: dt.date | None, original: dt.date | None, *, done: bool, today: dt.date, language: str | None
) -> SafeString:
    """`due` on a day, in the language now spoken (which tells one remembered drawing from another)."""
    if when is None:
        return markup('<span class="due quiet">{}</span>', _("no date"))
    parts = [markup('<time datetime="{}">{}</time>', when.isoformat(), short_date(when, today))]
    late = (today - when).days
    if late > 0 and not done:
        words = ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
        parts.append(markup('<span class="late">{} {}</span>', mark("needs", silent=True), words))
    if original and original != when:
        words = _("first promised %(date)s") % {"date": short_date(original, today)}
        parts.append(markup('<span class="moved">{}</span>', words))
    return markup('<span class="due">{}</span>', SafeString(" ".join(parts)))


@register.filter
def num(value: Any, decimals: int = 0) -> str:
    """A number for reading: grouped by thin spaces, a true minus, an en dash for nothing."""
    if value is None or value == "":
        return "–"
    return numerals.number(float(value), int(decimals))


@register.filter
def signed(value: Any, decimals: int = 1) -> str:
    """A difference with its sign; no effect has none."""
    return "–" if value is None or value == "" else numerals.signed(float(value), int(decimals))


_STEP = 5.0


@register.simple_tag
def chance(percent: float | None, words: Any = "") -> SafeString:
    """A probability, told to the nearest 5 %, as a short bar with its figure: never as none or certain. `words` says
    what the bar cannot ("not capable").
    """
    if percent is None:
        return markup('<span class="chance quiet">{}</span>', words or "–")
    share = max(0.0, min(100.0, float(percent)))
    bar = markup(
        '<svg class="bar" viewBox="0 0 80 8" width="80" height="8" aria-hidden="true" focusable="false">'
        '<rect class="bar-rest" width="80" height="8"/><rect class="bar-fill" width="{}" height="8"/></svg>',
        f"{share * 0.8:.1f}",
    )
    tail = markup(' <span class="quiet">{}</span>', words) if words else ""
    told = _("under 5 %") if share < _STEP else _("over 95 %") if share > 100 - _STEP else f"{share:.0f} %"
    return markup('<span class="chance">{} <b class="figure">{}</b>{}</span>', bar, told, tail)


@register.simple_tag
def key(letter: str) -> SafeString:
    """A key of the keyboard, where a shortcut is told."""
    return markup("<kbd>{}</kbd>", letter)


# Filled bars for each label: the better, the more. The letter says the same, so that no colour has to.
TRUST_BARS = {"A": 4, "B": 3, "C": 2, "D": 1}


@functools.cache
def _bars(filled: int) -> SafeString:
    bars = "".join(
        f'<rect class="trust-{"on" if place < filled else "off"}" x="{place * 4}" y="{9 - 3 * place}" width="3" '
        f'height="{3 + 3 * place}"/>'
        for place in range(4)
    )
    head = '<svg class="trust-bars" viewBox="0 0 15 12" width="13" height="11" aria-hidden="true" focusable="false">'
    return SafeString(f"{head}{bars}</svg>")


@register.simple_tag
def trust(label: str, reason: Any = "", url: str = "", told: bool = False) -> SafeString:
    """How far a number can be trusted: bars and a letter, A to D, and why. The reason shows beside it when `told`, else
    on hover and focus; it is always read aloud. Give a `url` where the reason is told in full.
    """
    shape, word = _bars(TRUST_BARS.get(str(label), 0)), _("data trust")
    if told:
        pattern = '<span class="quiet">{}</span> <span class="trust">{}<b>{}</b></span> <span class="quiet">{}</span>'
        return markup(pattern, word, shape, label, reason)
    inside = markup('{}<span class="unseen">{} </span><b>{}</b>', shape, word, label)
    if reason:
        inside += markup('<span class="trust-why"><span class="unseen">: </span>{}</span>', reason)
    return (
        markup('<a class="trust" href="{}">{}</a>', url, inside)
        if url
        else markup('<span class="trust">{}</span>', inside)
    )
