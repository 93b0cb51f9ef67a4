"""Lives of indicators and signals."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone, Wait

INDICATOR = Kind(
    name="indicator",
    prefix="IND",
    label=_("indicator"),
    plural=_("indicators"),
    formal=_("monitoring and measurement (9.1.1)"),
    everyone=True,
    life=Lifecycle(
        states=(State("live", _("live")), State("retired", _("retired"), ends=True)),
        steps=(
            Step("retire", _("Retire"), ("live",), "retired"),
            Step("revive", _("Revive"), ("retired",), "live"),
        ),
    ),
)
SIGNAL = Kind(
    name="signal",
    prefix="SIG",
    label=_("signal"),
    plural=_("signals"),
    formal=_("analysis and evaluation result (9.1.3)"),
    waits=(Wait("signal", _("signals without an answer"), ("open",)),),
    life=Lifecycle(
        states=(
            State("open", _("unanswered"), tone=Tone.NEEDS),
            State("explained", _("explained"), ends=True),
            State("answered", _("taken up"), ends=True),
        ),
        steps=(
            Step("explain", _("Explain"), ("open",), "explained"),
            Step("answer", _("Take up"), ("open",), "answered"),
            Step("reopen", _("Take out of the issue"), ("answered",), "open"),
        ),
    ),
)
