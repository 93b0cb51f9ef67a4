"""What a meeting is called that follows another one."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Text

_YEAR = re.compile(r"\b20\d\d\b")
_FORMS = (
    ("Q1", "Q2", "Q3", "Q4"),
    (_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter")),
)


def next_title(title: str, last: date, on: date) -> str:
    """The title of the last meeting for the day of the next one: its month, its quarter ("Q3", "third quarter") and its
    year move on as the day does; what names none of them stays.
    """
    years = on.year - last.year
    quarters = 4 * years + (on.month - 1) // 3 - (last.month - 1) // 3
    for form in _FORMS:
        told = next((place for place, name in enumerate(form) if _in(title, name)), None)
        if told is not None:
            years, to = divmod(told + quarters, 4)
            title = title.replace(str(form[told]), str(form[to]))
    title = re.sub(rf"\b{re.escape(date_format(last, 'F'))}\b", date_format(on, "F"), title)
    return _YEAR.sub(lambda one: str(int(one[0]) + years), title)


def _in(title: str, name: Text) -> bool:
    return re.search(rf"\b{re.escape(str(name))}\b", title) is not None
