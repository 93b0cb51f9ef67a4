"""Lives of policy, themes and objectives."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone

POLICY = Kind(
    name="policy",
    prefix="POL",
    label=_("policy"),
    plural=_("policies"),
    formal=_("quality policy (5.2)"),
    everyone=True,
    life=Lifecycle(
        states=(State("valid", _("valid")), State("replaced", _("replaced"), ends=True)),
        steps=(Step("replace", _("Replace"), ("valid",), "replaced"),),
    ),
)
THEME = Kind(
    name="theme",
    prefix="THM",
    label=_("theme"),
    plural=_("themes"),
    formal=_("strategic direction (5.1.1)"),
    everyone=True,
    life=Lifecycle(
        states=(State("live", _("live")), State("ended", _("ended"), ends=True)),
        steps=(Step("end", _("End"), ("live",), "ended"),),
    ),
)
OBJECTIVE = Kind(
    name="objective",
    prefix="OBJ",
    label=_("objective"),
    plural=_("objectives"),
    formal=_("quality objective (6.2)"),
    everyone=True,
    life=Lifecycle(
        states=(
            State("live", _("live")),
            State("reached", _("reached"), ends=True, tone=Tone.BETTER),
            State("missed", _("missed"), ends=True, tone=Tone.WORSE),
            State("dropped", _("dropped"), ends=True),
        ),
        steps=(
            Step("reach", _("Reached"), ("live",), "reached"),
            Step("miss", _("Missed"), ("live",), "missed"),
            Step("drop", _("Drop"), ("live",), "dropped"),
        ),
    ),
)
