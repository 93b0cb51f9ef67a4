"""What came of making a pack again, and how well forecasts were judged, in words for page, paper and command line;
which required inputs wait for what, how many people are asked for, and what was done at an item of a meeting.
"""

from collections import Counter
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.numerals import number
from pilothouse.records.states import Kind
from pilothouse.records.wording import in_words
from pilothouse.reviews.models import Deed, Outcome, PackCheck
from pilothouse.reviews.queries import Checked, UnreadInput
from pilothouse.reviews.rules import Calibration, Finding, Section, Share

_SAID = {
    Outcome.EQUAL: gettext_lazy("From the history up to the checkpoint and the measurements that had come in by then."),
    Outcome.VALUES: gettext_lazy(
        "The history is whole, but measurements no longer have the digest under which they came in: somebody has "
        "changed them from outside. “./pilot verify” names the first of them."
    ),
    Outcome.DIFFERENT: gettext_lazy(
        "The history and the measurements are whole, and yet it differs. Where a name is missing, that person's data "
        "were erased since."
    ),
    Outcome.ALTERED: gettext_lazy(
        "The pack, or the history it was made of, is no longer what it was: somebody has changed it from outside."
    ),
    Outcome.UNKNOWN: gettext_lazy(
        "A newer version of the product froze it, in a format that this one does not know. Check it there."
    ),
}

# What the parts of an agenda are called where it is told how many of them found no place.
SECTIONS = {
    Section.SILENT: gettext_lazy("what nobody answers"),
    Section.RISKS: gettext_lazy("risks that warned"),
    Section.SIGNALS: gettext_lazy("signals"),
    Section.ISSUES: gettext_lazy("serious and grave issues"),
    Section.APPETITE: gettext_lazy("risks beyond the appetite"),
    Section.ACTIONS: gettext_lazy("overdue actions and decisions"),
    Section.VERDICTS: gettext_lazy("verdicts that are due"),
    Section.RESOURCES: gettext_lazy("resource requests"),
    Section.OBJECTIVES: gettext_lazy("objectives in danger"),
}
# What is begun so stands in its first state, of which nobody needs to be told.
_MADE = frozenset({"action.planned", "item.action_agreed", "decision.made", "issue.opened", "signal.explained"})
_WHY = {
    "empty": gettext_lazy("%d without data"),
    "stale": gettext_lazy("%d with nothing new"),
    "unlooked": gettext_lazy("%d that no meeting looked at"),
}


def inputs_waiting(inputs: Sequence[UnreadInput], most: int) -> str:
    """ "inputs of the review wait (1 without data, 2 with nothing new): Audits (no data, Quality manager); …": how many
    for which reason, then up to so many by name, each with who answers for it. How many there are stands before it.
    """
    count = Counter(one.state for one in inputs)
    reasons = ", ".join(words % count[why] for why, words in _WHY.items() if count[why])
    named = "; ".join(f"{one.input.label} ({', '.join(_parts(one))})" for one in inputs[:most])
    words = ngettext(
        "input of the review waits: %(named)s", "inputs of the review wait (%(why)s): %(named)s", len(inputs)
    )
    return words % {"why": reasons, "named": named + (" …" if len(inputs) > most else "")}


def _parts(one: UnreadInput) -> list[str]:
    """Why it waits, with whom, for when they promised it, and who left it there."""
    promised = [one.promise] if one.promised else []
    left = [_("left there by %s with a reason") % one.reply.who] if one.reply else []
    return [one.why, str(one.owner or _("nobody answers for it")), *promised, *left]


def posts(count: float | None) -> str:
    """ "1 person", "2.5 people": the posts of a resource request, to a tenth; "" where it asks for none."""
    if count is None:
        return ""
    said = number(count, 1).removesuffix(".0")
    return ngettext("%s person", "%s people", 1 if said == "1" else 2) % said


def deed_said(person: str, deed: Deed, kind: Kind) -> str:
    """ "Grace Hall answered it: deferred, until 1 Apr 2014: why": what somebody did at an item of a meeting to a record
    of this kind, as its minutes, its closing page and its packs say it.
    """
    said = _("%(person)s %(did)s") % {"person": person, "did": in_words(deed.name)}
    state = str(kind.life.state(deed.state).label) if deed.state and deed.name not in _MADE else ""
    until = _("until %s") % date_format(deed.until, "j M Y") if deed.until else ""
    told = ", ".join(filter(None, (": ".join(filter(None, (said, state))), until)))
    return ": ".join(filter(None, (told, deed.reason)))


def said_of(check: Checked | PackCheck) -> str:
    """What was found, in plain words."""
    if check.outcome != Outcome.EDITION:
        return str(_SAID[Outcome(check.outcome)])
    return " ".join((_made_by(check), _is_whole(), _otherwise(check.figures)))


def _made_by(check: Checked | PackCheck) -> str:
    if check.made_by:
        words = {"made_by": check.made_by, "here": check.here}
        return _("Made by edition %(made_by)s of the engine; this version has edition %(here)s and no earlier.") % words
    return _(
        "It was frozen before packs kept by which edition of the engine they were judged; by another one than edition "
        "%s, which this version has."
    ) % check.here  # fmt: skip


def _is_whole() -> str:
    return _(
        "The history and the measurements it was made from are whole, its text still has the digest of that day, "
        "and values, decisions and every other fact come out the same."
    )


def _otherwise(figures: int) -> str:
    if not figures:
        return _("Every figure would be told the same today.")
    return (
        ngettext("%d figure would be told otherwise today.", "%d figures would be told otherwise today.", figures)
        % figures
    )


FINDINGS = {
    Finding.NOTHING: gettext_lazy("No forecast could be told yet."),
    Finding.TOO_FEW: gettext_lazy("Too few to tell how well we judge."),
    Finding.FITS: gettext_lazy("As far as so few tell, we judge ourselves well."),
    Finding.TOO_SURE: gettext_lazy("We are too sure of ourselves."),
    Finding.NOT_SURE_ENOUGH: gettext_lazy("We are less sure than we could be."),
}


def calibration_said(known: Calibration) -> str:
    """“We were 64 % sure on average; of the 4 forecasts that could be told, 75 % came true. Too few to tell …”"""
    whole = known.whole
    if whole is None:
        return ""
    words = {"stated": f"{whole.stated:.0f}", "true": f"{whole.came_true:.0f}", "count": whole.count}
    told = ngettext(
        "We were %(stated)s %% sure; of the one forecast that could be told, %(true)s %% came true.",
        "We were %(stated)s %% sure on average; of the %(count)d forecasts that could be told, %(true)s %% came true.",
        whole.count,
    )
    return f"{told % words} {_finding(known)}"


def _finding(known: Calibration) -> str:
    """What it tells, with the reach of the true share where there are enough to tell anything."""
    words = str(FINDINGS[known.finding])
    if known.whole is None or known.finding is Finding.TOO_FEW:
        return words
    return _("%(finding)s The true share lies between %(reach)s, 95 %% sure.") % {
        "finding": words, "reach": reach(known.whole, _("and")),
    }  # fmt: skip


def reach(share: Share, between: str) -> str:
    """How far the true share may reach: “40 and 90 %”."""
    return f"{share.low:.0f} {between} {share.high:.0f}\u00a0%"
