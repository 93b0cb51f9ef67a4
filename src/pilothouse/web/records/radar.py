"""The radar: pages that look across units for what no unit sees by itself."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilothouse.web.kit.parts import Tab

_PLACES = (
    ("together", _("One cause?")),
    ("improvement:repeats", _("Paid for more than once")),
    ("measures:leading", _("Leading indicators")),
)


def radar_tabs(here: str) -> list[Tab]:
    """The sibling pages of the radar; `here` is the name of the page that is shown."""
    return [Tab(label, reverse(name), name == here) for name, label in _PLACES]
