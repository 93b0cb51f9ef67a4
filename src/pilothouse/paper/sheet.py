"""All figures of a pack as a workbook: one sheet of figures, one of every value; the same bytes for the same pack."""

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from pilothouse.measures.trust import Weakness
from pilothouse.measures.wording import WEAKNESSES
from pilothouse.paper.telling import Told, opened, source_in_words
from pilothouse.reviews.models import Pack

# A text that begins with "=" stays a text.
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}


def workbook_of(pack: Pack) -> bytes:
    """The workbook of a pack."""
    told, out = opened(pack), io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    # The moment of the pack, so that the file is the same whenever it is made.
    book.set_properties({"title": str(pack), "comments": pack.digest, "created": pack.cut_off.astimezone(UTC)})
    bold = book.add_format({"bold": True})
    _sheet(book, bold, _("Figures"), _figures(told))
    _sheet(book, bold, _("Values"), _values(told))
    _sheet(book, bold, _("Pack"), _about(pack, told))
    book.close()
    return out.getvalue()


def _sheet(book: Any, bold: Any, name: str, rows: list[list[Any]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, ["" if value is None else value for value in row], bold if line == 0 else None)
    sheet.autofit(400)


def _figures(told: Told) -> list[list[Any]]:
    head = [_("Indicator"), _("Title"), _("Where"), _("Unit"), _("Now"), _("Latest period"), _("Latest value"),
            _("Mean"), _("Lower limit"), _("Upper limit"), _("Target"), _("By"), _("Chance next"), _("Owner"),
            _("Process"), _("Trust"), _("Weak"), _("Source"), _("Definition")]  # fmt: skip
    rows: list[list[Any]] = [head]
    for one in told.body["figures"]:
        target, last = one["target"] or {}, slice(-1, None)
        ends = [next(iter(one[name][last]), None) for name in ("periods", "values", "centre", "lower", "upper")]
        chance = min(target["next"]) if target.get("next") else None
        weak = ", ".join(str(WEAKNESSES[Weakness(name)]) for name in one["trust"]["weaknesses"])
        rows.append([one["indicator"], one["title"], one["place"], one["unit_of_measure"], one["now"], *ends,
                     target.get("value"), target.get("by"), chance, one["owner"], one["process"],
                     one["trust"]["label"], weak, source_in_words(one["source"]), one["definition"]])  # fmt: skip
    return rows


def _values(told: Told) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [_("Indicator"), _("Where"), _("Period"), _("Value"), _("Mean"), _("Lower limit"), _("Upper limit")]
    ]
    for one in told.body["figures"]:
        lines = zip(one["periods"], one["values"], one["centre"], one["lower"], one["upper"], strict=True)
        rows += [[one["indicator"], one["place"], *line] for line in lines]
    return rows


def _about(pack: Pack, told: Told) -> list[list[Any]]:
    frozen = datetime.isoformat(pack.cut_off.astimezone(UTC), timespec="seconds")
    return [
        [_("Pack"), str(pack)],
        [_("Review"), told.body["review"]["title"]],
        [_("Unit"), told.body["unit"]["name"]],
        [_("Cut-off"), frozen],
        [_("Digest"), pack.digest],
        [_("Checkpoint"), f"{pack.entries} {pack.root}"],
    ]
