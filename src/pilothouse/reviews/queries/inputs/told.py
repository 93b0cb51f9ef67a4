"""What stands with each input, in a sentence or two, and what of it is missing. Words about counted facts, no query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.reviews.queries.inputs.facts import Facts, Some


@dataclass(frozen=True)
class Content:
    """What the records tell to one input. `have` of `wanted` parts are there, `missing` names the others; `latest` is
    when anything of it last came or changed, None where there is nothing.
    """

    sentences: list[str] = field(default_factory=list)
    have: int = 0
    wanted: int = 0
    missing: list[str] = field(default_factory=list)
    latest: datetime | None = None


# What is checked again and again: its kind, its words for one and for more, and those for what stands no longer.
Words = tuple[str] | tuple[str, str]
Checked = tuple[str, Words, Words]
Part = tuple[int, str] | tuple[int, str, str]


def _listed(*parts: Part) -> str:
    """ "3 live, 1 overdue": parts that are not none, each by its words for one and, where they differ, for more."""
    return ", ".join(ngettext(words[0], words[-1], count) % {"n": count} for count, *words in parts if count)


def _since(facts: Facts) -> str:
    return date_format(facts.since, "j M Y")


def _owned(some: Some) -> tuple[int, int, list[str]]:
    """(have, wanted, missing): of what lives, how many have an owner."""
    missing = _listed((some.ownerless, "%(n)d without an owner"))
    return some.count - some.ownerless, some.count, [missing] if missing else []


def _latest(*some: Some) -> datetime | None:
    return max((one.latest for one in some if one.latest), default=None)


def _earlier(facts: Facts) -> Content:
    actions, decisions = facts.some("action"), facts.some("decision")
    live = facts.some("action", live=True) + facts.some("decision", live=True)
    if not actions.count + decisions.count:
        return Content()
    waiting = facts.some("action", "watched")
    ended = facts.some("action", live=False) + facts.some("decision", live=False)
    told = _listed(
        (live.count, "%(n)d live"),
        (live.late, "%(n)d overdue"),
        (waiting.count, "%(n)d done, its effect not yet verified", "%(n)d done, their effect not yet verified"),
        (ended.changed, "%(n)d ended"),
    )
    words = _("Decisions and actions since %(day)s: %(told)s.") % {"day": _since(facts), "told": told or _("none")}
    return Content([words], *_owned(live), _latest(actions, decisions))


def _checked(facts: Facts, *kinds: Checked) -> Content:
    """What is checked again and again: how many, how many are new, changed or stand no longer, how many past the day of
    their check.
    """
    live = sum((facts.some(kind, live=True) for kind, _noun, _fallen in kinds), Some(()))
    if not live.count:
        return Content()
    parts = [
        *((facts.some(kind, live=True).count, *noun) for kind, noun, _fallen in kinds),
        (sum(facts.some(kind, "changed").count for kind, _noun, _fallen in kinds), "%(n)d changed"),
        *((facts.some(kind, "fallen").count, *fallen) for kind, _noun, fallen in kinds),
        (live.new, "%(n)d new"),
    ]
    missing = _listed((live.late, "%(n)d not checked by its day", "%(n)d not checked by their day"))
    latest = _latest(*(facts.some(kind) for kind, _noun, _fallen in kinds))
    return Content([f"{_listed(*parts)}."], live.count - live.late, live.count, [missing] if missing else [], latest)


_ISSUES: Checked = (
    "context",
    ("%(n)d issue outside or inside", "%(n)d issues outside or inside"),
    ("%(n)d issue that bears on us no longer", "%(n)d issues that bear on us no longer"),
)
_ASSUMPTIONS: Checked = (
    "assumption",
    ("%(n)d assumption", "%(n)d assumptions"),
    ("%(n)d assumption that no longer holds", "%(n)d assumptions that no longer hold"),
)
_PARTIES: Checked = (
    "party",
    ("%(n)d party with its needs", "%(n)d parties with their needs"),
    ("%(n)d no longer concerned",),
)


def _context(facts: Facts) -> Content:
    told = _checked(facts, _ISSUES, _ASSUMPTIONS)
    if not told.wanted:
        return told
    named, answered = facts.some("context", live=True).count, facts.some("climate").count
    missing = [] if named else [_("issues outside and inside: nobody has named any")]
    missing += [] if answered else [_("whether climate change is relevant: nobody has answered it")]
    return replace(told, have=told.have + bool(answered), wanted=told.wanted + 1, missing=[*told.missing, *missing])


def _parties(facts: Facts) -> Content:
    return _checked(facts, _PARTIES)


def _issues_of(nature: str, noun: tuple[str, str]) -> Callable[[Facts], Content]:
    def told(facts: Facts) -> Content:
        every, live = facts.some(nature), facts.some(nature, live=True)
        if not every.count:
            return Content()
        parts = _listed(
            (every.new, *noun), (live.count, "%(n)d open"), (live.late, "%(n)d past its day", "%(n)d past their day")
        )
        words = _("Since %(day)s: %(told)s.") % {"day": _since(facts), "told": parts or _("nothing new")}
        return Content([words], *_owned(live), every.latest)

    return told


def _objectives(facts: Facts) -> Content:
    live, measured, low = (facts.some(of, live=True) for of in ("objective", "targeted", "low"))
    ended = facts.some("objective", live=False)
    if not live.count + ended.count:
        return Content()
    reached = facts.some("objective", "reached").changed
    parts = _listed(
        (live.count, "%(n)d objective", "%(n)d objectives"),
        (low.count, "%(n)d looks out of reach", "%(n)d look out of reach"),
        (reached, "%(n)d reached"),
    )
    missing = _listed(
        (live.count - measured.count, "%(n)d without a target on a series", "%(n)d without a target on a series")
    )
    latest = max(filter(None, (live.latest, facts.series.latest)), default=None)
    return Content([f"{parts}."], measured.count, live.count, [missing] if missing else [], latest)


def _processes(facts: Facts) -> Content:
    live, watched = facts.some("process", live=True), facts.some("watched")
    signals, unanswered = facts.some("signal"), facts.some("signal", "open")
    if not facts.series.running and not live.count:
        return Content()
    series = _listed((facts.series.running, "%(n)d series is watched", "%(n)d series are watched"))
    parts = _listed((signals.new, "%(n)d new signal", "%(n)d new signals"), (unanswered.count, "%(n)d unanswered"))
    words = _("%(series)s; since %(day)s: %(told)s.") % {
        "series": series or _("No series is watched"),
        "day": _since(facts),
        "told": parts or _("no new signal"),
    }
    missing = _listed(
        (live.count - watched.count, "%(n)d process without an indicator", "%(n)d processes without an indicator")
    )
    return Content([words], watched.count, live.count, [missing] if missing else [], facts.series.latest)


def _nonconformities(facts: Facts) -> Content:
    some = facts.some("nonconformity") + facts.some("incident")
    live = facts.some("nonconformity", live=True) + facts.some("incident", live=True)
    if not some.count:
        return Content()
    back, closed = facts.some("recurring"), facts.some("nonconformity", "closed") + facts.some("incident", "closed")
    parts = _listed(
        (some.new, "%(n)d new"),
        (live.count, "%(n)d open"),
        (closed.changed, "%(n)d closed"),
        (back.new, "%(n)d had happened before"),
    )
    words = [_("Since %(day)s: %(told)s.") % {"day": _since(facts), "told": parts or _("nothing new")}]
    judged = facts.some("verification", "better", "no_change", "worse", "cannot_be_told")
    if judged.changed:
        better = facts.some("verification", "better").changed
        words.append(
            _("Of %(all)d effects that were verified %(better)d were for the better.")
            % {"all": judged.changed, "better": better}
        )
    return Content(words, *_owned(live), some.latest)


def _monitoring(facts: Facts) -> Content:
    told = facts.series
    if not told.running:
        return Content()
    words = _("%(fresh)d of %(all)d series have the value that is due by now.") % {
        "fresh": told.fresh,
        "all": told.running,
    }
    missing = _listed((told.late, "%(n)d series late"), (told.empty, "%(n)d series without any value"))
    return Content([words], told.fresh, told.running, [missing] if missing else [], told.latest)


def _resources(facts: Facts) -> Content:
    asked = facts.some("request")
    if not asked.count:
        return Content()
    waiting = facts.some("request", "asked", "deferred")
    yes, no = (facts.some("request", one, f"{one}_told") for one in ("granted", "refused"))
    parts = _listed(
        (waiting.count, "%(n)d waits for an answer", "%(n)d wait for an answer"),
        (yes.count, "%(n)d granted"),
        (no.count, "%(n)d refused"),
    )
    told = facts.some("request", "granted_told", "refused_told")
    untold = _listed((yes.count + no.count - told.count, "what came of %(n)d of them"))
    return Content(
        [_("Asked for: %(told)s.") % {"told": parts or _("nothing that still counts")}],
        waiting.count + told.count,
        waiting.count + yes.count + no.count,
        [untold] if untold else [],
        asked.latest,
    )


def _risks(facts: Facts) -> Content:
    live, tripped, rated = facts.some("risk", live=True), facts.some("risk", "tripped"), facts.some("rated")
    if not facts.some("risk").count:
        return Content()
    treated, worked = facts.some("treatment"), facts.some("treatment", "effective")
    parts = _listed(
        (live.count, "%(n)d risk on the register", "%(n)d risks on the register"),
        (tripped.count, "%(n)d tripped"),
        (treated.count, "%(n)d treatment planned or done", "%(n)d treatments planned or done"),
        (worked.count, "%(n)d of them with a proven effect"),
    )
    missing = _listed((live.count - rated.count, "%(n)d not rated"))
    return Content([f"{parts}."], rated.count, live.count, [missing] if missing else [], _latest(live, treated))


def _improvement(facts: Facts) -> Content:
    ideas, chances = facts.some("idea"), facts.some("opportunity")
    live = facts.some("idea", live=True) + facts.some("opportunity", live=True)
    if not ideas.count + chances.count:
        return Content()
    realised = facts.some("opportunity", "realised").count
    parts = _listed(
        (ideas.count, "%(n)d idea", "%(n)d ideas"),
        (chances.count, "%(n)d opportunity", "%(n)d opportunities"),
        (live.count, "%(n)d of them live"),
        (realised, "%(n)d realised"),
    )
    return Content([f"{parts}."], *_owned(live), _latest(ideas, chances))


TELLERS: Mapping[str, Callable[[Facts], Content]] = {
    "earlier": _earlier,
    "context": _context,
    "parties": _parties,
    "customers": _issues_of("complaint", ("%(n)d complaint", "%(n)d complaints")),
    "objectives": _objectives,
    "processes": _processes,
    "nonconformities": _nonconformities,
    "monitoring": _monitoring,
    "audits": _issues_of("finding", ("%(n)d finding", "%(n)d findings")),
    "resources": _resources,
    "risks": _risks,
    "improvement": _improvement,
}


def told_by_records(key: str, facts: Facts) -> Content:
    """What the records tell to this input; empty where the product has no records of it."""
    return TELLERS[key](facts) if key in TELLERS else Content()
