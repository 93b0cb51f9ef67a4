"""Lives of risks and opportunities."""

from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Kind, Lifecycle, State, Step, Tone, Wait

LIVE = ("open", "tripped", "treated", "accepted")
# A declined warning leads back to where the risk stood before it.
SETTLED = {"open": "settle_open", "treated": "settle_treated", "accepted": "settle_accepted"}

RISK = Kind(
    name="risk",
    prefix="RSK",
    label=_("risk"),
    plural=_("risks"),
    formal=_("risk determined and addressed (6.1)"),
    # By the day on which the answer is due its owner has had a week.
    waits=(
        Wait("trip", _("warnings of risks without an answer"), ("tripped",), days=1, promised=False),
        Wait("risk", _("risks past the day to look at them again"), ("open", "treated"), days=14),
        # Whoever takes it over has not accepted it: that is said anew, by who may, or it is open again.
        Wait("acceptance", _("risks accepted until a day that has passed"), ("accepted",), days=14, promised=False),
    ),
    life=Lifecycle(
        states=(
            State("open", _("open")),
            State("tripped", _("tripped"), tone=Tone.NEEDS),
            State("treated", _("being treated")),
            State("accepted", _("accepted")),
            State("closed", _("closed"), ends=True),
        ),
        steps=(
            Step("trip", _("Trip"), ("open", "treated", "accepted"), "tripped"),
            Step("treat", _("Treat"), ("open", "tripped", "accepted"), "treated"),
            Step("accept", _("Accept"), LIVE, "accepted"),
            *(Step(step, _("Decline the warning"), ("tripped",), state) for state, step in SETTLED.items()),
            Step("close", _("Close"), LIVE, "closed"),
            Step("reopen", _("Open again"), ("treated", "accepted", "closed"), "open"),
        ),
    ),
)
# States whose date is not that of the next look: by when an answer is due, until when a risk is accepted.
OWN_DAY = tuple(state for wait in RISK.waits if not wait.promised for state in wait.states)
OPPORTUNITY = Kind(
    name="opportunity",
    prefix="OPP",
    label=_("opportunity"),
    plural=_("opportunities"),
    formal=_("opportunity determined and addressed (6.1)"),
    waits=(Wait("opportunity", _("opportunities past their day"), ("open", "pursued"), days=14),),
    life=Lifecycle(
        states=(
            State("open", _("open")),
            State("pursued", _("being pursued")),
            State("realised", _("realised"), ends=True, tone=Tone.BETTER),
            State("dropped", _("dropped"), ends=True),
        ),
        steps=(
            Step("pursue", _("Pursue"), ("open",), "pursued"),
            Step("realise", _("Realised"), ("open", "pursued"), "realised"),
            Step("drop", _("Drop"), ("open", "pursued"), "dropped"),
            Step("reopen", _("Open again"), ("realised", "dropped"), "open"),
        ),
    ),
)
