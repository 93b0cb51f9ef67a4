"""What was said of issues, in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def apart_words(one: str, other: str, who: str, day: date) -> str:
    """Who said when that two issues (their numbers) differ, and where that is taken back."""
    told = _("%(who)s said on %(day)s that %(one)s and %(other)s are not the same. Take that back first, on the page "
             "“Paid for more than once”.")  # fmt: skip
    return told % {"one": one, "other": other, "who": who, "day": date_format(day, "j M Y")}
