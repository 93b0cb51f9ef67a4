"""The views of this part of the house."""

from django.utils.translation import gettext_lazy as _

from pilothouse.web.kit.parts import Tab


def tabs_at(place: str) -> list[Tab]:
    """Overview, inputs, lists and calibration; `place` is the one shown."""
    places = (
        ("home", _("Overview"), "/reviews/"),
        ("inputs", _("Inputs"), "/reviews/inputs/"),
        ("all", _("All reviews"), "/reviews/all/"),
        ("decisions", _("Decisions"), "/reviews/decisions/"),
        ("requests", _("Resources"), "/reviews/requests/"),
        ("calibration", _("Calibration"), "/reviews/calibration/"),
    )
    return [Tab(label, url, place == name) for name, label, url in places]
