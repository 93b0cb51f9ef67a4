"""Lives of reviews and decisions."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone

REVIEW = Kind(
    name="review",
    prefix="REV",
    label=_("review"),
    plural=_("reviews"),
    life=Lifecycle(
        states=(
            State("planned", _("planned")),
            State("held", _("held"), ends=True),
            State("cancelled", _("cancelled"), ends=True),
        ),
        steps=(
            Step("close", _("Close the meeting"), ("planned",), "held"),
            Step("cancel", _("Cancel"), ("planned",), "cancelled"),
        ),
    ),
)
# A decision is locked from its first moment: what is below are the outcomes of comparing forecast and fact.
DECISION = Kind(
    name="decision",
    prefix="D",
    label=_("decision"),
    plural=_("decisions"),
    life=Lifecycle(
        states=(
            State("running", _("waits for its verdict")),
            State("as_forecast", _("better as forecast"), ends=True, tone=Tone.BETTER),
            State("less", _("better but less"), ends=True, tone=Tone.BETTER),
            State("no_change", _("no change"), ends=True),
            State("worse", _("worse"), ends=True, tone=Tone.WORSE),
            State("cannot_be_told", _("cannot be told"), ends=True),
            State("superseded", _("superseded"), ends=True),
        ),
        steps=(
            Step("as_forecast", _("Better as forecast"), ("running",), "as_forecast"),
            Step("less", _("Better but less"), ("running",), "less"),
            Step("no_change", _("No change"), ("running",), "no_change"),
            Step("worse", _("Worse"), ("running",), "worse"),
            Step("cannot_be_told", _("Cannot be told"), ("running",), "cannot_be_told"),
            Step("supersede", _("Supersede"), ("running",), "superseded"),
        ),
    ),
)
