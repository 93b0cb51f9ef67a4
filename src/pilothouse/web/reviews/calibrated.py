"""How sure we were beside how often it came true: in a sentence, as a drawing, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse import charts
from pilothouse.reviews.models import Forum
from pilothouse.reviews.queries import OfForum, Worked
from pilothouse.reviews.rules import Calibration, Finding, Share
from pilothouse.reviews.wording import FINDINGS, calibration_said, reach
from pilothouse.web.kit.components.marks import num


@dataclass(frozen=True)
class Apart:
    """Decisions that count neither as judged nor in the calibration: how many, why in words, and where they stand."""

    count: int
    words: str
    url: str


def set_apart(worked: Worked) -> list[Apart]:
    """What stands beside the verdicts; none where there is nothing to set apart."""
    uncarried = ngettext(
        "judged though not carried out by its day: what the numbers did has nothing to do with it.",
        "judged though not carried out by their day: what the numbers did has nothing to do with them.",
        worked.uncarried,
    )
    superseded = ngettext(
        "superseded before its verdict: whether it would have worked, nobody knows.",
        "superseded before their verdict: whether they would have worked, nobody knows.",
        worked.superseded,
    )
    rows = [Apart(worked.uncarried, uncarried, "carried=no"), Apart(worked.superseded, superseded,
                                                                    "state=superseded&forecast=yes")]  # fmt: skip
    return [row for row in rows if row.count]


@dataclass(frozen=True)
class BandLine:
    """Forecasts of about the same confidence, as a row: “80 to 89 %”, how many, how many came true, within what."""

    name: str
    count: int
    true: int
    came_true: str
    reach: str


@dataclass(frozen=True)
class ForumLine:
    """One forum: its name, its own row where it is one, what it said and what came, what that tells."""

    name: Any
    forum: Forum | None
    worked: Worked
    apart: int
    stated: str
    came_true: str
    reach: str
    brier: str
    finding: Any

    @property
    def share(self) -> Share | None:
        """What it said and what came, where any could be told."""
        return self.worked.calibration.whole


@dataclass(frozen=True)
class CalibrationPicture:
    """The drawing with its sentence and its numbers."""

    svg: str
    sentence: str
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    brier: str
    rare: str


def picture_of(known: Calibration) -> CalibrationPicture | None:
    """Stated against came true, by bands of confidence; None where no forecast could be told."""
    if known.whole is None:
        return None
    lines = [_band(band.first, band.last, band) for band in known.bands]
    points = [
        charts.ReliabilityPoint(band.stated, band.came_true, band.low, band.high, _of(line), _spoken(line))
        for band, line in zip(known.bands, lines, strict=True)
    ]
    sentence = calibration_said(known)
    words = charts.ReliabilityWords(_("how sure we were, %"), _("came true, %"), _("as said"))
    return CalibrationPicture(
        svg=charts.reliability(points, title=sentence, words=words),
        sentence=sentence,
        columns=(_("We said"), _("forecasts"), _("came true"), _("came true, %"), _("true share, 95 % sure")),
        rows=[(line.name, line.count, line.true, line.came_true, line.reach) for line in lines],
        brier=_brier(known),
        rare=_rare(known),
    )


def _band(first: int, last: int, share: Share) -> BandLine:
    name = _("%(first)d to %(last)d %%") % {"first": first, "last": last}
    return BandLine(name, share.count, share.true, num(share.came_true), reach(share, _("to")))


def _of(line: BandLine) -> str:
    return _("%(true)d of %(count)d") % {"true": line.true, "count": line.count}


def _spoken(line: BandLine) -> str:
    return _("Said %(name)s: %(of)s came true; the true share lies within %(reach)s.") % {
        "name": line.name, "of": _of(line), "reach": line.reach,
    }  # fmt: skip


def _brier(known: Calibration) -> str:
    return "–" if known.brier is None else num(known.brier, 2)


def _rare(known: Calibration) -> str:
    """How rare such a result would be if what was said were right; "" where too few tell."""
    if known.chance is None or known.finding in {Finding.NOTHING, Finding.TOO_FEW}:
        return ""
    if known.chance >= 0.5:
        return _("If every stated confidence were right, such a result would be nothing unusual.")
    return _("If every stated confidence were right, a result so far off would come about once in %d times.") % round(
        1 / max(known.chance, 0.001)
    )


def forum_lines(found: Sequence[OfForum], forums: Sequence[Forum]) -> list[ForumLine]:
    """Forums in the order of their names, also those that have decided nothing yet; then those of other units that
    decided something here, and what belongs to none.
    """
    known = {one.key: one for one in found if one.key is not None}
    lines = [_line(forum.name, forum, known.pop(forum.pk, None)) for forum in forums]
    lines += [_line(one.name, None, one) for one in known.values()]
    rest = [one for one in found if one.key is None]
    return lines + [_line(_("outside a meeting") if one.outside else _("meetings of no forum"), None, one)
                    for one in rest]  # fmt: skip


def _line(name: Any, forum: Forum | None, of: OfForum | None) -> ForumLine:
    worked = of.worked if of else EMPTY
    known = worked.calibration
    share = known.whole
    return ForumLine(
        name=name,
        forum=forum,
        worked=worked,
        apart=worked.uncarried + worked.superseded,
        stated=num(share.stated) if share else "–",
        came_true=_("%(share)s (%(true)d of %(count)d)")
        % {"share": num(share.came_true), "true": share.true, "count": share.count} if share else "–",
        reach=reach(share, _("to")) if share else "–",
        brier=_brier(known),
        finding=FINDINGS[known.finding],
    )  # fmt: skip


EMPTY = Worked({}, 0, 0, 0, Calibration(None, (), None, None, Finding.NOTHING))
