"""What the mirror says in words: a figure, how it moves, where a mark stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.periods import next_period
from pilothouse.measures.wording import moved, period_in_words
from pilothouse.mirror.queries import Figure
from pilothouse.mirror.questions import Better, Mark, Question
from pilothouse.mirror.rules import FEWEST_VALUES
from pilothouse.organisation.rules import FEWEST_PEOPLE
from pilothouse.web.kit.components.marks import num

TITLES = {
    Mark.REVIEWS: gettext_lazy("Leadership is engaged in reviews"),
    Mark.DIRECTION: gettext_lazy("What we measure serves what we want"),
    Mark.OWNERSHIP: gettext_lazy("Processes have owners who act"),
    Mark.DAILY: gettext_lazy("Improvement is part of the daily work"),
    Mark.HONEST: gettext_lazy("The records can be believed"),
}
SPANS = {"month": gettext_lazy("by month"), "quarter": gettext_lazy("by quarter")}


def shown(question: Question, value: float | None) -> str:
    """A value with its unit: “83 %”; a dash for none."""
    return "–" if value is None else f"{num(value, question.decimals)}\u00a0{question.unit}"


def amount(value: float) -> str:
    """A numerator or denominator: whole numbers whole, sums of days and expected counts with one decimal."""
    return num(value, 0 if float(value).is_integer() else 1)


def said(figure: Figure) -> str:
    """The sentence of a figure; why there is none where it may not or cannot be told."""
    question, year = figure.question, figure.year
    if figure.hidden:
        return untold(figure)
    if not figure.has_data:
        return _("No data yet: nothing of the kind lies in a closed period.")
    if figure.value is None:
        words = {"all": amount(year.denominator), "what": question.denominator, "fewest": amount(question.fewest)}
        told = _("Too few to tell: in the last year %(all)s (%(what)s), and it takes %(fewest)s.") % words
    else:
        numbers = {"numerator": amount(year.numerator), "denominator": amount(year.denominator)}
        told = str(question.said % {**numbers, "value": shown(question, figure.value)})
    if not figure.left_out:
        return told
    left_out = ngettext(
        "%d period is left out: it speaks of too few people.",
        "%d periods are left out: they speak of too few people.",
        figure.left_out,
    )
    return f"{told} {left_out % figure.left_out}"


def untold(figure: Figure) -> str:
    """Why a figure is not shown, to nobody, and what would make it tellable."""
    people = figure.standing.people or 0
    words = {"whom": figure.question.whom, "people": people, "fewest": FEWEST_PEOPLE}
    if people >= FEWEST_PEOPLE:
        told = _("Not shown: it tells of %(whom)s, and within the last year never of %(fewest)d of them in one "
                 "stretch. It is told once it does.")  # fmt: skip
    elif figure.question.apart:
        told = _("Not shown: it tells of %(whom)s. One of these two groups has fewer than %(fewest)d people "
                 "(%(people)d), and a share of so few tells of persons. It is told once both have as "
                 "many.")  # fmt: skip
    else:
        told = _("Not shown: it tells of %(whom)s, and they are fewer than %(fewest)d (%(people)d): that would tell of "
                 "persons. It is told once it speaks of %(fewest)d.")  # fmt: skip
    return told % words


def tone_of(question: Question, side: int) -> str:
    """Better, worse, or only changed where neither way is better."""
    if question.better is Better.NEITHER:
        return "changed"
    return "better" if (side > 0) == (question.better is Better.UP) else "worse"


def mark_of(figure: Figure, today: date) -> str:
    """The kit's mark of a figure: of a change that is news, else of what cannot be told."""
    if figure.news(today):
        tone = tone_of(figure.question, figure.standing.side or 0)
        return "needs" if tone == "changed" else tone
    return "" if figure.value is not None else "unknown"


def moves(figure: Figure, today: date) -> str:
    """How its line moves: steady, changed since when, or too short to say."""
    standing = figure.standing
    if figure.hidden or not figure.has_data:
        return ""
    if figure.news(today) and standing.onset is not None:
        return change_in_words(figure, today)
    told = sum(value is not None for value in standing.line["values"])
    if standing.status in {"too_short", "no_data"} or told < FEWEST_VALUES:
        return _("too few periods to say what is routine")
    return _("never varied") if standing.status == "constant" else _("steady")


def change_in_words(figure: Figure, today: date) -> str:
    """“lower since June 2026: from 90 % to 60 %”."""
    standing, question = figure.standing, figure.question
    if figure.hidden or standing.onset is None or standing.side is None:
        return ""
    words = {
        "way": moved(standing.side),
        "when": period_in_words(standing.onset, question.frequency, today),
        "before": shown(question, standing.before),
        "after": shown(question, standing.after),
    }
    return _("%(way)s since %(when)s: from %(before)s to %(after)s") % words


def stands(figures: Sequence[Figure], today: date) -> str:
    """Where the organisation stands in a mark: its leading sentences, then what changed and what nobody can tell."""
    told = [said(figure) for figure in figures if figure.question.leads and figure.value is not None]
    changed = sum(figure.news(today) for figure in figures)
    silent = sum(figure.value is None for figure in figures)
    if not told:
        told.append(_("Nobody can tell yet."))
    if changed:
        told.append(
            ngettext("%d of its figures really changed.", "%d of its figures really changed.", changed) % changed
        )
    if silent:
        told.append(ngettext("%d figure cannot be told.", "%d figures cannot be told.", silent) % silent)
    return " ".join(told)


def periods_told(figure: Figure, today: date) -> list[tuple[str, ...]]:
    """Its closed periods as rows, newest first: period, numerator, denominator, value, limits, what it shows. Where too
    few are counted only how many there were is told, and nothing where too few people are spoken of: it is told with
    the periods after it.
    """
    line, question = figure.standing.line, figure.question
    rows = list[tuple[str, ...]]()
    for place, one in reversed(list(enumerate(figure.told))):
        value = line["values"][place]
        limits = [_plain(line[name][place], question) for name in ("centre", "lower", "upper")]
        counted = "–" if one is None or value is None else amount(one.total.numerator)
        of = "–" if one is None else amount(one.total.denominator)
        word = _word(question, line["sides"][place])
        rows.append((span_in_words(figure, place, today), counted, of, _value(figure, place), *limits, word))
    return rows


def span_in_words(figure: Figure, place: int, today: date) -> str:
    """The period of a place, and from when on it is told together with those before it."""
    line, frequency = figure.standing.line, figure.question.frequency
    since, period = line["since"][place] or line["periods"][place], line["periods"][place]
    names = [period_in_words(date.fromisoformat(day), frequency, today) for day in dict.fromkeys((since, period))]
    return " – ".join(names)


def why_empty(figure: Figure, place: int) -> str:
    """Why a place shows no value, "" where it does."""
    if figure.told[place] is not None:
        return _("too few to tell") if figure.standing.line["values"][place] is None else ""
    if figure.question.stock:
        return _("too few people")
    if any(one is not None and one.first <= place for one in figure.told[place + 1 :]):
        return _("told with a later period")
    periods, frequency = figure.standing.line["periods"], figure.question.frequency
    period, last = (date.fromisoformat(day) for day in (periods[place], periods[-1]))
    if next_period(last, frequency).year > period.year:
        return _("never told: too few people up to the end of the year")
    return _("too few people so far")


def _value(figure: Figure, place: int) -> str:
    value = figure.standing.line["values"][place]
    return why_empty(figure, place) or num(value, figure.question.decimals)


def columns(question: Question) -> list[Any]:
    """Heads of these rows."""
    return [
        _("Period"), _("Counted"), _("Of"), question.unit, _("mean"), _("lower"), _("upper"), _("signal"),
    ]  # fmt: skip


def _plain(value: float | None, question: Question) -> str:
    return num(value, max(question.decimals, 1)) if value is not None else "–"


def _word(question: Question, side: int) -> str:
    words = {"better": _("better"), "worse": _("worse"), "changed": _("changed")}
    return words[tone_of(question, side)] if side else ""
