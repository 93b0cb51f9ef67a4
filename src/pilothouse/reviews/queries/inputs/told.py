"""What stands with each input, in a sentence or two, and what of it is missing. Words about counted facts, no query."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.records.states import Text
from pilothouse.reviews.danger_wording import REACH, danger_said
from pilothouse.reviews.queries.inputs.content import Content, latest, listed, owned, since
from pilothouse.reviews.queries.inputs.facts import Facts, Some

# What is checked again and again: its kind, its words for one and for more, and those for what stands no longer.
Words = tuple[str] | tuple[str, str]
Checked = tuple[str, Words, Words]


def _earlier(facts: Facts) -> Content:
    actions, decisions = facts.some("action"), facts.some("decision")
    live = facts.some("action", live=True) + facts.some("decision", live=True)
    if not actions.count + decisions.count:
        return Content()
    waiting = facts.some("action", "watched")
    ended = facts.some("action", live=False) + facts.some("decision", live=False)
    told = listed(
        (live.count, "%(n)d live"),
        (live.late, "%(n)d overdue"),
        (waiting.count, "%(n)d done, its effect not yet verified", "%(n)d done, their effect not yet verified"),
        (ended.changed, "%(n)d ended"),
    )
    words = _("Decisions and actions since %(day)s: %(told)s.") % {"day": since(facts), "told": told or _("none")}
    return Content([words], *owned(live), latest(actions, decisions))


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
    missing = listed((live.late, "%(n)d not checked by its day", "%(n)d not checked by their day"))
    last = latest(*(facts.some(kind) for kind, _noun, _fallen in kinds))
    return Content([f"{listed(*parts)}."], live.count - live.late, live.count, [missing] if missing else [], last)


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


def _issues_of(nature: str, noun: tuple[str, str], unsaid: Text) -> Callable[[Facts], Content]:
    """Issues of a nature, and what these alone do not tell."""

    def told(facts: Facts) -> Content:
        every, live = facts.some(nature), facts.some(nature, live=True)
        if not every.count:
            return Content()
        parts = listed(
            (every.new, *noun), (live.count, "%(n)d open"), (live.late, "%(n)d past its day", "%(n)d past their day")
        )
        words = _("Since %(day)s: %(told)s.") % {"day": since(facts), "told": parts or _("nothing new")}
        return Content([words], *owned(live), every.latest, str(unsaid))

    return told


def _objectives(facts: Facts) -> Content:
    live, measured, low = (facts.some(of, live=True) for of in ("objective", "targeted", "low"))
    ended = facts.some("objective", live=False)
    if not live.count + ended.count:
        return Content()
    reached, missed = (facts.some("objective", state).changed for state in ("reached", "missed"))
    parts = listed(
        (live.count, "%(n)d objective", "%(n)d objectives"),
        *([] if facts.in_danger else [(low.count, *REACH)]),
        (reached, "%(n)d reached"),
        (missed, "%(n)d missed"),
    )
    missing = listed(
        (live.count - measured.count, "%(n)d without a target on a series", "%(n)d without a target on a series")
    )
    last = max(filter(None, (live.latest, facts.series.latest)), default=None)
    danger = danger_said(facts.in_danger) if facts.in_danger else ""
    words = [f"{one}." for one in (parts, danger) if one]
    return Content(words, measured.count, live.count, [missing] if missing else [], last)


def _processes(facts: Facts) -> Content:
    live, watched = facts.some("process", live=True), facts.some("watched")
    signals, unanswered = facts.some("signal"), facts.some("signal", "open")
    if not facts.series.running and not live.count:
        return Content()
    series = listed((facts.series.running, "%(n)d series is watched", "%(n)d series are watched"))
    parts = listed((signals.new, "%(n)d new signal", "%(n)d new signals"), (unanswered.count, "%(n)d unanswered"))
    words = _("%(series)s; since %(day)s: %(told)s.") % {
        "series": series or _("No series is watched"),
        "day": since(facts),
        "told": parts or _("no new signal"),
    }
    missing = listed(
        (live.count - watched.count, "%(n)d process without an indicator", "%(n)d processes without an indicator")
    )
    return Content([words], watched.count, live.count, [missing] if missing else [], facts.series.latest)


def _nonconformities(facts: Facts) -> Content:
    some = facts.some("nonconformity") + facts.some("incident")
    live = facts.some("nonconformity", live=True) + facts.some("incident", live=True)
    if not some.count:
        return Content()
    back, closed = facts.some("recurring"), facts.some("nonconformity", "closed") + facts.some("incident", "closed")
    parts = listed(
        (some.new, "%(n)d new"),
        (live.count, "%(n)d open"),
        (closed.changed, "%(n)d closed"),
        (back.new, "%(n)d had happened before"),
    )
    words = [_("Since %(day)s: %(told)s.") % {"day": since(facts), "told": parts or _("nothing new")}]
    judged = facts.some("verification", "better", "no_change", "worse", "cannot_be_told").changed
    better = {"all": judged, "better": facts.some("verification", "better").changed}
    words.append(
        _("Of %(all)d effects that were verified %(better)d were for the better.") % better
        if judged
        else _("No effect of a corrective action was verified.")
    )
    return Content(words, *owned(live), some.latest)


def _monitoring(facts: Facts) -> Content:
    told = facts.series
    if not told.running:
        return Content()
    words = _("%(fresh)d of %(all)d series have the value that is due by now.") % {
        "fresh": told.fresh,
        "all": told.running,
    }
    missing = listed((told.late, "%(n)d series late"), (told.empty, "%(n)d series without any value"))
    return Content([words], told.fresh, told.running, [missing] if missing else [], told.latest)


def _resources(facts: Facts) -> Content:
    asked = facts.some("request")
    if not asked.count:
        return Content()
    open_still, put_off = facts.some("request", "asked", "deferred"), facts.some("request", "deferred")
    # A request that was put off has its answer until the day on which it comes back has passed.
    deferred = put_off.count - put_off.late
    yes, no = (facts.some("request", one, f"{one}_told") for one in ("granted", "refused"))
    parts = listed(
        (open_still.count - deferred, "%(n)d waits for an answer", "%(n)d wait for an answer"),
        (deferred, "%(n)d deferred"),
        (yes.count, "%(n)d granted"),
        (no.count, "%(n)d refused"),
    )
    told = facts.some("request", "granted_told", "refused_told")
    answered = yes.count + no.count - told.count
    untold = listed((answered, "what came of %(n)d answered request", "what came of %(n)d answered requests"))
    return Content(
        [_("Asked for: %(told)s.") % {"told": parts or _("nothing that still counts")}],
        open_still.count + told.count,
        open_still.count + yes.count + no.count,
        [untold] if untold else [],
        asked.latest,
        _("whether people, money and equipment suffice: requests tell only what was asked for"),
    )


def _risks(facts: Facts) -> Content:
    live, tripped, rated = facts.some("risk", live=True), facts.some("risk", "tripped"), facts.some("rated")
    if not facts.some("risk").count:
        return Content()
    treated, worked = facts.some("treatment"), facts.some("treatment", "effective").count
    done = facts.some("treatment", "watched", "ended", "effective").count
    parts = listed(
        (live.count, "%(n)d risk on the register", "%(n)d risks on the register"),
        (tripped.count, "%(n)d tripped"),
        (treated.count, "%(n)d treatment planned or done", "%(n)d treatments planned or done"),
    )
    proven = _("%(n)d of %(all)d proven to work") % {"n": worked, "all": treated.count}
    words = f"{parts}, {proven if treated.count else _('none treated')}."
    lacks = [
        listed((live.count - rated.count, "%(n)d not rated")),
        listed((done - worked, "what effect %(n)d treatment had", "what effect %(n)d treatments had")),
    ]
    have, wanted = rated.count + worked, live.count + done
    return Content([words], have, wanted, list(filter(None, lacks)), latest(live, treated))


def _improvement(facts: Facts) -> Content:
    ideas, chances = facts.some("idea"), facts.some("opportunity")
    live = facts.some("idea", live=True) + facts.some("opportunity", live=True)
    if not ideas.count + chances.count:
        return Content()
    realised = facts.some("opportunity", "realised").count
    parts = listed(
        (ideas.count, "%(n)d idea", "%(n)d ideas"),
        (chances.count, "%(n)d opportunity", "%(n)d opportunities"),
        (live.count, "%(n)d of them live"),
        (realised, "%(n)d realised"),
    )
    return Content([f"{parts}."], *owned(live), latest(ideas, chances))


_SATISFIED = gettext_lazy("how satisfied customers are: complaints do not tell it")
_AUDITED = gettext_lazy("which audits were planned and done: findings do not tell it")
TELLERS: Mapping[str, Callable[[Facts], Content]] = {
    "earlier": _earlier,
    "context": _context,
    "parties": _parties,
    "customers": _issues_of("complaint", ("%(n)d complaint", "%(n)d complaints"), _SATISFIED),
    "objectives": _objectives,
    "processes": _processes,
    "nonconformities": _nonconformities,
    "monitoring": _monitoring,
    "audits": _issues_of("finding", ("%(n)d finding", "%(n)d findings"), _AUDITED),
    "resources": _resources,
    "risks": _risks,
    "improvement": _improvement,
}


def told_by_records(key: str, facts: Facts) -> Content:
    """What the records tell to this input; empty where the product has no records of it."""
    return TELLERS[key](facts) if key in TELLERS else Content()
