"""Lives of policy, themes, objectives, and of what these rest on."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Text, Tone, Wait

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


_LIVE = ("holds", "changed", "fallen")


def _check(kind: str, label: Text) -> tuple[Wait, ...]:
    """What waits of something that is checked again and again: its next check."""
    return (Wait(kind, label, _LIVE, days=14),)


def _checked(holds: Text, changed: Text, fallen: Text) -> Lifecycle:
    """What is checked again and again: each finding leads to its state, from wherever it stands."""
    return Lifecycle(
        states=(
            State("holds", holds),
            State("changed", changed, tone=Tone.NEEDS),
            State("fallen", fallen, tone=Tone.WORSE),
            State("ended", _("let go"), ends=True),
        ),
        steps=(
            Step("hold", holds, _LIVE, "holds"),
            Step("change", changed, _LIVE, "changed"),
            Step("fall", fallen, _LIVE, "fallen"),
            Step("end", _("Let go"), _LIVE, "ended"),
        ),
    )


ASSUMPTION = Kind(
    name="assumption",
    prefix="ASM",
    label=_("assumption"),
    plural=_("assumptions"),
    formal=_("assumption behind objectives (4.1, 6.1)"),
    everyone=True,
    waits=_check("assumption", _("assumptions past their check")),
    life=_checked(_("holds"), _("changed"), _("no longer holds")),
)
CONTEXT = Kind(
    name="context",
    prefix="CTX",
    label=_("context issue"),
    plural=_("context issues"),
    formal=_("internal or external issue, climate included (4.1)"),
    everyone=True,
    waits=_check("context", _("context issues past their check")),
    life=_checked(_("stands"), _("changed"), _("no longer bears on us")),
)
PARTY = Kind(
    name="party",
    prefix="PTY",
    label=_("interested party"),
    plural=_("interested parties"),
    formal=_("interested party and its needs (4.2)"),
    everyone=True,
    waits=_check("party", _("interested parties past their check")),
    life=_checked(_("needs as said"), _("needs changed"), _("no longer concerned")),
)
