"""What the bridge says in words: changes, objectives, verdicts, silence. The numbers come from the queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.alignment import Aim, most_endangered
from pilothouse.bridge.coverage import Coverage
from pilothouse.bridge.helm import Helm, Silence
from pilothouse.measures.trust import Label, reached_by_half
from pilothouse.measures.wording import how_often
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.reviews.danger_wording import danger_sentence
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Change, CommonWeek
from pilothouse.reviews.states import DECISION
from pilothouse.reviews.wording import calibration_said, inputs_waiting
from pilothouse.web.bridge.weeks import WeekName, week_name
from pilothouse.web.kit.components.marks import num, trust
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import amount, doubt_in_words, since
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.calibrated import set_apart
from pilothouse.web.reviews.words import address_of, effect_of, expected_of, mark_of
from pilothouse.web.strategy.danger import DangerLine, danger_line
from pilothouse.web.strategy.words import chain_in_words, chance_in_words, outlook_in_words, rounded, together_in_words

CHANGES_SHOWN = 6
WEAKER_SHOWN = 12
INPUTS_NAMED = 4
AIMS_SHOWN = 12


@dataclass(frozen=True)
class ChangeLine:
    """One change as a line: what, where, how far, since when, whose, how likely by luck."""

    tone: str
    title: str
    place: str
    url: str
    number: str
    moved: str
    since: str
    luck: str
    owner: Person | None
    spark: str
    answered: str
    trust: SafeString


@dataclass(frozen=True)
class CauseLine:
    """A week in which several units changed together, with each of its changes to look at; `luck` as of a change."""

    week: WeekName
    lines: list[ChangeLine]
    luck: str


def changes(helm: Helm) -> dict[str, Any]:
    """`changes`: lines in order of evidence; `more_changes`: how many changes are not among them; `weaker`: signals
    that may be luck.
    """
    found = helm.changed
    shown, rest = found.lines[:CHANGES_SHOWN], found.lines[CHANGES_SHOWN:]
    return {
        "changes": [_cause(line) if isinstance(line, CommonWeek) else change_line(line) for line in shown],
        "more_changes": sum(_count(line, found.told) for line in rest),
        "changed_note": doubt_in_words(len(found.series), found.false) if found.series else "",
        "weaker": [change_line(change) for change in found.weaker[:WEAKER_SHOWN]],
        "weaker_count": len(found.weaker),
    }


def _count(line: Change | CommonWeek, told: Sequence[Change]) -> int:
    """How many of those told stand in this line."""
    return sum(change in told for change in line.changes) if isinstance(line, CommonWeek) else 1


def change_line(change: Change) -> ChangeLine:
    """A change for the eye."""
    signal, indicator = change.signal, change.indicator
    return ChangeLine(
        tone=change.tone,
        title=indicator.title,
        place=change.series.place,
        url=page_of(signal),
        number=signal.code,
        moved=_moved(change),
        since=since(indicator, signal, change.today, change.series.reading),
        luck=change.luck,
        owner=signal.owner,
        spark=small_chart(change.series),
        answered=str(signal.standing.label),
        trust=trusted(change.series, change.today),
    )


def _moved(change: Change) -> str:
    if change.before is None or change.after is None:
        return amount(change.indicator, change.series.reading.latest)
    before = num(change.before, change.indicator.decimals)
    return f"{before} → {amount(change.indicator, change.after)}"


def _cause(week: CommonWeek) -> CauseLine:
    return CauseLine(week_name(week), [change_line(change) for change in week.changes], how_often(week.by_luck))


def resting(found: Coverage) -> SafeString:
    """The label that at least half of the series reach, with how many have which; leads to what numbers rest on."""
    counts = found.labels
    said = ", ".join(f"{counts[label]} {label}" for label in Label if counts[label])
    reason = _("half of the series or more are at least so good: %s") % said
    return trust(reached_by_half(counts) or "", reason, reverse("measures:trust"))


@dataclass(frozen=True)
class AimLine:
    """One objective as a row: where it stands, where it wants to be, how likely that is, whether the chain holds."""

    title: str
    url: str
    depth: int
    owner: Person | None
    now: str
    target: str
    by: Any
    met: str
    chance: float | None
    chance_words: str
    outlook: str
    place: str
    chain: str
    broken: bool
    alone: bool
    trust: SafeString | str
    together: str
    code: str
    danger: DangerLine | None


def objectives(helm: Helm) -> dict[str, Any]:
    """`aims`: live objectives in the order of their tree, or where that would be a long list those in danger; then
    `more_aims` counts the others, `untold` apart those of which nobody can tell how likely they are.
    """
    shown = most_endangered(helm.aims, AIMS_SHOWN)
    more = len(helm.aims) - len(shown)
    untold = sum(aim.untold for aim in helm.aims) - sum(aim.untold for aim in shown)
    lines = [_aim(aim, helm) for aim in shown]
    lines = [replace(line, depth=0) for line in lines] if more else lines
    in_danger = [line for line in lines if line.danger and line.danger.said]
    return {
        "aims": lines,
        "more_aims": more - untold,
        "untold": untold,
        "danger": danger_sentence(helm.danger),
        "in_danger": in_danger,
    }


def _aim(aim: Aim, helm: Helm) -> AimLine:
    indicator, target = aim.indicator, aim.target
    place = target.series.place if target else ""
    met, values = aim.met
    if aim.targets == 1 and place in aim.objective.title:
        place = ""
    elif aim.targets > 1:
        # Its danger comes from one that need not be the least likely of those that are told.
        words = _("%(place)s, the weakest of %(count)d") if aim.danger is None else _("%(place)s, one of %(count)d")
        place = words % {"place": place, "count": aim.targets}
    return AimLine(
        title=aim.objective.title,
        url=page_of(aim.objective),
        depth=min(aim.depth, 3),
        owner=aim.objective.owner,
        now=num(aim.now, indicator.decimals) if indicator else "",
        target=amount(indicator, target.value) if indicator and target else "",
        by=target.by if target else aim.objective.due,
        met=_("%(met)d of %(count)d") % {"met": met, "count": values} if values else "",
        chance=rounded(aim.chance),
        chance_words=chance_in_words(aim.reading, aim.hidden),
        outlook=outlook_in_words(aim.reading, indicator),
        place=place,
        chain=chain_in_words(aim),
        broken=aim.gap is not None,
        alone=aim.left_alone and aim.danger is None,
        trust=trusted(aim.series, helm.today) if aim.series else "",
        together=together_in_words(aim.together),
        code=aim.objective.code,
        danger=danger_line(aim, helm.causes.get(aim.objective.pk, ())),
    )


@dataclass(frozen=True)
class VerdictLine:
    """How many decisions came to one verdict, with its words, its mark, and the state that lists them."""

    count: int
    label: Any
    mark: str
    state: str


@dataclass(frozen=True)
class JudgedLine:
    """A decision that was judged: what was forecast and what was measured ("" where its series is not seen)."""

    title: str
    code: str
    url: str
    label: Any
    mark: str
    forecast: str
    fact: str


def judged_line(decision: Decision, person: Person) -> JudgedLine:
    """One decision for the eye: forecast → fact."""
    series = decision.series
    seen = series is not None and sees(person, series)
    no_harm = decision.expected_size == 0
    return JudgedLine(
        decision.title,
        decision.code,
        page_of(decision),
        decision.standing.label,
        mark_of(decision.standing),
        (_("not worse") if no_harm else expected_of(decision)) if seen else "",
        effect_of(decision) if seen else "",
    )


def verdicts(helm: Helm, person: Person) -> dict[str, Any]:
    """Did our decisions work? Those judged last, counts in words, how sure we were beside how often it came true."""
    worked = helm.worked
    states = [(DECISION.life.state(name), count) for name, count in worked.counts.items() if count]
    parts = [VerdictLine(count, state.label, mark_of(state), state.name) for state, count in states]
    told = calibration_said(worked.calibration)
    numbers = {"judged": worked.judged, "running": worked.running, "due": worked.due, "early": worked.early}
    named = [judged_line(one, person) for one in helm.judged]
    return {**numbers, "parts": parts, "said": told, "apart": set_apart(worked), "named": named}


def silences(helm: Helm) -> list[tuple[str, str, str]]:
    """(how many, of what, where to look) for everything where nothing happens although it should."""
    rows = [*_unanswered(helm.silence), *_unseen(helm.silence)]
    beyond = "+" if helm.silence.more else ""
    return [(f"{count}{beyond if 'due=' in url else ''}", what, url) for count, what, url in rows if count]


def _unanswered(silence: Silence) -> list[tuple[int, str, str]]:
    """What people owe: answers, actions, decisions."""
    signals, actions, decisions = len(silence.signals), len(silence.actions), len(silence.decisions)
    reports, requests = len(silence.reports), len(silence.requests)
    return [
        (signals, ngettext("signal unanswered for more than 7 days", "signals unanswered for more than 7 days",
                           signals),
         "/records/?kind=signal&due=late"),
        (actions, ngettext("action overdue", "actions overdue", actions),
         f"{reverse('improvement:actions')}?state=planned&due=late"),
        (decisions, ngettext("decision overdue", "decisions overdue", decisions),
         f"{reverse('reviews:decisions')}?state=running&due=late"),
        (reports, ngettext("report that nobody has taken for more than 3 working days",
                           "reports that nobody has taken for more than 3 working days", reports),
         f"{reverse('improvement:issues')}?state=reported"),
        (requests, ngettext("resource request unanswered past the day it is needed",
                            "resource requests unanswered past the day they are needed", requests),
         f"{reverse('reviews:requests')}?state=asked"),
    ]  # fmt: skip


def _unseen(silence: Silence) -> list[tuple[int, str, str]]:
    """What nobody owns, measures, brings in, or looks at."""
    ownerless, unwatched, weakly = len(silence.ownerless), len(silence.unwatched), silence.weakly
    stale, inputs, shared = silence.stale, silence.inputs, silence.shared
    return [
        (shared, ngettext("change that several units share, for which nothing is raised",
                          "changes that several units share, for which nothing is raised", shared),
         reverse("together")),
        (ownerless, ngettext("process without owner", "processes without owner", ownerless),
         "/records/?kind=process&owner=nobody"),
        (unwatched, ngettext("process without indicator", "processes without indicator", unwatched),
         reverse("processes:map")),
        (weakly, ngettext("decision rests on data of trust C or D", "decisions rest on data of trust C or D", weakly),
         f"{reverse('reviews:decisions')}?state=live&trust=weak"),
        (stale, ngettext("series without its latest value", "series without their latest value", stale),
         reverse("measures:home")),
        (len(inputs), inputs_waiting(inputs, INPUTS_NAMED),
         address_of(inputs[0]) if len(inputs) == 1 else reverse("reviews:inputs")),
    ]  # fmt: skip
