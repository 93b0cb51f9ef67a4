"""Where it is silent, in words: what nobody answers, brings, measures or owns, and what has climbed to whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from pilothouse.improvement.rules.closing import answered_by
from pilothouse.paper.inputs import unread_then
from pilothouse.paper.opening import Told, day_in_words, name_of
from pilothouse.records.climbing import all_waits
from pilothouse.reviews.wording import inputs_waiting

Record = dict[str, Any]
_SILENT = {
    "signals": ngettext_lazy("%d signal without an answer in time", "%d signals without an answer in time"),
    "actions": ngettext_lazy("%d action overdue", "%d actions overdue"),
    "decisions": ngettext_lazy("%d decision not carried out in time", "%d decisions not carried out in time"),
    "requests": ngettext_lazy(
        "%d resource request unanswered past the day it is needed",
        "%d resource requests unanswered past the day they are needed",
    ),
    "grave": ngettext_lazy("%d grave issue that nobody owns", "%d grave issues that nobody owns"),
    "processes": ngettext_lazy("%d process without an owner", "%d processes without an owner"),
    "unwatched": ngettext_lazy("%d process without an indicator", "%d processes without an indicator"),
}
_MOST = 8


def silent(told: Told) -> list[str]:
    """Every place, in a sentence each; earlier formats knew fewer of them."""
    held = told.body["silent"]
    found = [_counted(said, held[name]) for name, said in _SILENT.items() if held.get(name)]
    return [*found, *_reports(told), *_shared(told), *_late(told), *_unread(told)]


def _counted(said: Any, codes: list[str]) -> str:
    more = " …" if len(codes) > _MOST else ""
    return f"{said % len(codes)}: {', '.join(codes[:_MOST])}{more}"


def _reports(told: Told) -> Iterator[str]:
    reported = told.body["silent"].get("reported", [])
    codes = [one["code"] for one in reported if answered_by(date.fromisoformat(one["on"])) < told.today]
    if codes:
        yield _counted(
            ngettext_lazy("%d report that nobody has taken in time", "%d reports that nobody has taken in time"), codes
        )


def _shared(told: Told) -> Iterator[str]:
    """Events, counted as on the bridge; formats before the eighth counted sets, each by what was raised for it."""
    events, sets = told.body["events"], told.body["sets"] or ()
    untaken = sum(one["silent"] for one in events) if events is not None else sum(not one["raised"] for one in sets)
    if untaken:
        yield ngettext(
            "%d change that several units share, for which nothing is raised",
            "%d changes that several units share, for which nothing is raised",
            untaken,
        ) % untaken  # fmt: skip


def _late(told: Told) -> Iterator[str]:
    late = told.body["silent"]["late"]
    if late:
        names = "; ".join(name_of(told.figures[key]) for key in late[:4])
        words = {"count": len(late), "names": names + (" …" if len(late) > 4 else "")}
        said = ngettext(
            "%(count)d series without fresh values: %(names)s", "%(count)d series without fresh values: %(names)s",
            len(late),
        )  # fmt: skip
        yield said % words


def _unread(told: Told) -> Iterator[str]:
    unread = unread_then(told)
    if unread:
        yield f"{len(unread)} {inputs_waiting(unread, len(unread))}"


def climbed(told: Told) -> list[Record] | None:
    """What has climbed, the furthest first: what, whose, since when, to whom; None in earlier formats."""
    if told.body["climbed"] is None:
        return None
    labels = {wait.name: str(wait.label) for wait in all_waits()}
    return [_climbed(told, one, labels.get(one["wait"], one["wait"])) for one in told.body["climbed"]]


def _climbed(told: Told, one: Record, label: str) -> Record:
    waited = told.today - date.fromisoformat(one["since"])
    return {
        "code": one["code"],
        "title": one["title"],
        "what": label,
        "owner": one["owner"] or _("nobody"),
        "since": day_in_words(one["since"]),
        "days": ngettext("%d day", "%d days", waited // timedelta(days=1)) % (waited // timedelta(days=1)),
        "to": ", ".join(one["to"]) or _("nobody further up"),
        "reply": _reply(one["reply"]),
    }


def _reply(reply: Record | None) -> str:
    if not reply:
        return ""
    if reply["until"]:
        return _("%(who)s took it over until %(day)s") % {"who": reply["by"], "day": day_in_words(reply["until"])}
    return _("%(who)s left it here: %(reason)s") % {"who": reply["by"], "reason": reply["reason"]}
