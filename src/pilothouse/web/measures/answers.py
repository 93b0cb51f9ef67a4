"""The answers there are to a signal, for whom: the same on every page that offers them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.states import Text


@dataclass(frozen=True)
class Answer:
    """One way to answer: its button where it is one of several, what it says in a sentence, the button of its form."""

    name: str
    label: Text
    sentence: Text
    does: Text
    icon: str
    url: str


def answers_to(signal: Signal, person: Person, can: dict[str, bool]) -> list[Answer]:
    """What this person may answer; `can` are their rights on its series."""
    owns = signal.owner_id == person.pk
    if signal.ended or not (owns or can["answer"]):
        return []
    improves = owns or person.may(Right.IMPROVE, signal.series.unit.path)
    here = {name: reverse(f"measures:{name}", args=[signal.code]) for name in ("explain", "issue", "rebase")}
    found = [
        Answer("explain", _("Explain"), _("Explain: the cause is known, nothing else has to be done"),
               _("Explain"), "message-square-text", here["explain"]),
        Answer("issue", _("Open an issue"), _("Open an issue: somebody works on it"), _("Open the issue"),
               "sprout", here["issue"]),
        Answer("join", _("Join an open issue"), _("Join an open issue: somebody works on it already"),
               _("Join"), "link", f"{reverse('improvement:join')}?signal={signal.code}"),
        Answer("risk", _("Register a risk"), _("Register a risk: it may come to more"),
               _("Register"), "shield-alert", f"{reverse('risks:new')}?signal={signal.code}"),
        Answer("rebase", _("New baseline"), _("New baseline: this is the usual from now on"),
               _("Set the baseline"), "ruler", here["rebase"]),
    ]  # fmt: skip
    allowed = {"issue": improves, "risk": improves, "rebase": can["define"]}
    return [answer for answer in found if allowed.get(answer.name, True)]
