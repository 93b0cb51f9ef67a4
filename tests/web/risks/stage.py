"""A register with something of everything, seen by its owner."""

from dataclasses import dataclass

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import name_risk
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.operations import assess_by_estimate, assess_by_matrix
from tests.cast import Cast, act
from tests.improvement.story import opened
from tests.risks.story import chance, rated, risk, tripped
from tests.stage import frame


@dataclass
class Register:
    """`warned` asks its owner; `dear` lies beyond the appetite and is estimated; `plain` is not rated."""

    warned: Risk
    dear: Risk
    plain: Risk
    chance: Opportunity
    issue: Issue
    process_code: str
    objective_code: str


def set_out(cast: Cast) -> Register:
    """Everything through the operations."""
    *_direction, objective, process = frame(cast)
    warned = tripped(cast)
    dear = risk(cast, title="Snow closes the runway", at_stake=[process, objective])
    assess_by_matrix(act(cast.owner), dear, likelihood=5, impact=4, basis="Two winters")
    assess_by_estimate(act(cast.owner), dear, often_low=0.5, often_high=4.0, loss_low=50.0, loss_high=900.0)
    plain = risk(cast, title="Tug breaks <b>down</b>", at_stake=[process])
    issue = opened(cast)
    name_risk(act(cast.owner), issue, risk=rated(cast))
    return Register(warned, dear, plain, chance(cast), issue, process.code, objective.code)
