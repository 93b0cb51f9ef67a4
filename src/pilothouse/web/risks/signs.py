"""The signs that the form of a new risk proposes: the series of what it is raised from, each with what its own data
offer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.models import Direction, Series
from pilothouse.measures.queries import series_seen_by
from pilothouse.organisation.models import Person
from pilothouse.risks.operations import MOST_WIRES, Sign, over
from pilothouse.risks.rules import past
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.fields import NumberField
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import amount
from pilothouse.web.risks.words import in_full

# So many are listed; of more the rest is counted, and can be watched later.
LISTED = 24

HOW = (
    ("0", gettext_lazy("when it really changes to the worse")),
    ("1", gettext_lazy("when a value lies above")),
    ("-1", gettext_lazy("when a value lies below")),
)


@dataclass(frozen=True)
class Offered:
    """Series that may warn early, the likeliest first, of which the first `ticked` are proposed; `more` counts those
    that are not listed.
    """

    series: Sequence[Series] = ()
    ticked: int = 0
    more: int = 0


def offered(person: Person, told: Mapping[int, bool]) -> Offered:
    """Of the series of an event (keys in their order, those first that got worse in it) those that run and that the
    person sees. Ticked are those that got worse, as many as a risk may watch. One query; none where there is none.
    """
    if not told:
        return Offered()
    running = series_seen_by(person).filter(ended_on=None, indicator__ended_at=None).in_bulk(list(told))
    found = [running[key] for key in told if key in running]
    worse = sum(told[one.pk] for one in found[:MOST_WIRES])
    return Offered(found[:LISTED], worse, len(found[LISTED:]))


def offered_again(person: Person, keys: Sequence[str]) -> Offered | None:
    """The series that a form which comes back has listed; None where the person does not see one of them."""
    if len(keys) > LISTED or not all(key.isascii() and key.isdigit() and len(key) < 10 for key in keys):
        return None
    wanted = list(dict.fromkeys(int(key) for key in keys))
    seen = series_seen_by(person).in_bulk(wanted) if wanted else {}
    return Offered([seen[key] for key in wanted]) if len(seen) == len(wanted) else None


def end_of_usual(series: Series) -> tuple[float, int] | None:
    """Where routine variation ends on the worse side, in shown units, and which side that is (+1 above, −1 below); None
    where nobody knows what is usual. Rounded towards the usual, so that the line trips where its words say it does.
    """
    reading = getattr(series, "reading", None)
    side = -1 if series.indicator.direction == Direction.UP else 1
    limit = None if reading is None else reading.lower if side < 0 else reading.upper
    if limit is None:
        return None
    scale = 10.0**series.indicator.decimals
    shown = round(limit * scale, 6)
    return (ceil(shown) if side < 0 else floor(shown)) / scale, side


def in_its_own_data(series: Series) -> str:
    """What the series says of such a line: its latest value, where routine variation ends on the worse side, and how
    many of its latest values lay beyond.
    """
    reading = getattr(series, "reading", None)
    if reading is None or reading.latest is None:
        return _("No value yet.")
    latest, end = amount(series.indicator, reading.latest), end_of_usual(series)
    if end is None:
        return _("Latest value %s; what is usual is not known yet.") % latest
    values = [value for value in reading.picture.get("values", ()) if value is not None]
    beyond = sum(past(value, *end) for value in values)
    words = {"latest": latest, "line": amount(series.indicator, end[0]), "beyond": beyond, "count": len(values)}
    told = _("Latest value %(latest)s; routine variation ends at %(line)s.") % words
    lay = ngettext("%(beyond)d of the latest %(count)d values lay beyond.",
                   "%(beyond)d of the latest %(count)d values lay beyond.", beyond)  # fmt: skip
    now = [_("So does the latest: such a line warns at once.")] if past(reading.latest, *end) else []
    return " ".join([told, lay % words, *now])


class SignFields:
    """Three fields of a form for each series: watch it, for what, and the line. The line begins where routine variation
    ends, and counts for above and below alone.
    """

    def __init__(self, form: forms.Form, series: Series, *, tick: bool, today: date) -> None:
        self.form, self.series, self.today = form, series, today
        end = end_of_usual(series)
        self.names = {part: f"{part}_{series.pk}" for part in ("watch", "how", "level")}
        level = NumberField(label=_("The line, %s") % series, required=False)
        level.show_hidden_initial = True
        made = {
            "watch": forms.BooleanField(label=str(series), required=False),
            "how": forms.ChoiceField(label=_("When it warns, %s") % series, choices=HOW, required=False),
            "level": level,
        }
        form.fields.update({self.names[part]: field for part, field in made.items()})
        first = {"watch": tick, "how": "0", "level": "" if end is None else in_full(end[0])}
        form.initial.update({self.names[part]: value for part, value in first.items()})

    def __getitem__(self, part: str) -> BoundField:
        return self.form[self.names[part]]

    @property
    def told(self) -> str:
        """What its own data say of a line."""
        return in_its_own_data(self.series)

    @property
    def spark(self) -> str:
        """Its latest values as a small drawing."""
        return small_chart(self.series)

    @property
    def trust(self) -> SafeString:
        """The label of trust beside it."""
        return trusted(self.series, self.today)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong with its fields, each with the name by which its field points at it."""
        bound = [self[part] for part in self.names]
        return [(f"{one.auto_id}_error", str(error)) for one in bound for error in one.errors]

    def sign(self) -> Sign | None:
        """What was filled in, as the operation takes it; None where the series is not to be watched."""
        given: Any = self.form.cleaned_data
        if not given.get(self.names["watch"]):
            return None
        side = int(given.get(self.names["how"]) or 0)
        return Sign(self.series, given.get(self.names["level"]) if side else None, side)

    def check(self) -> None:
        """Nothing typed is passed over: a line without a tick or without a side is asked about, not read."""
        form, given = self.form, self.form.cleaned_data
        watch, level = given.get(self.names["watch"]), given.get(self.names["level"])
        typed = bool(str(self["level"].data or "").strip()) and self.names["level"] in form.changed_data
        side = int(given.get(self.names["how"]) or 0)
        if not (watch and side):
            form.errors.pop(self.names["level"], None)
        if watch and over(self.series):
            form.add_error(self.names["watch"], _("This series gets no values any more."))
        if typed and not watch:
            form.add_error(self.names["level"], _("You gave a line: tick the series, or clear the line."))
        elif typed and not side:
            form.add_error(self.names["level"], _("You gave a line: choose above or below, or clear it."))
        elif watch and side and level is None and self.names["level"] not in form.errors:
            form.add_error(self.names["level"], _("A line needs a value."))


def wanted(rows: Sequence[SignFields]) -> list[Sign]:
    """The signs of a form that fits."""
    return [sign for row in rows if (sign := row.sign()) is not None]


def check_all(rows: Sequence[SignFields]) -> None:
    """Tell beside the field what does not fit, also of the first that is one too many."""
    for row in rows:
        row.check()
    ticked = [row for row in rows if row.form.cleaned_data.get(row.names["watch"])]
    for row in ticked[MOST_WIRES : MOST_WIRES + 1]:
        row.form.add_error(row.names["watch"], _("Twelve signs are enough: untick one."))
