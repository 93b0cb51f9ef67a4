"""Life of a process."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step

PROCESS = Kind(
    name="process",
    prefix="PRC",
    label=_("process"),
    plural=_("processes"),
    formal=_("process of the management system (4.4)"),
    everyone=True,
    life=Lifecycle(
        states=(State("live", _("live")), State("retired", _("retired"), ends=True)),
        steps=(
            Step("retire", _("Retire"), ("live",), "retired"),
            Step("revive", _("Revive"), ("retired",), "live"),
        ),
    ),
)
