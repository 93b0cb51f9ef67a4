"""The required inputs of management review (9.3.2) as a set: what belongs to each, how often, and who brings it.

Clause numbers and our own short wording only. Rows and addresses name an input by its key.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.roles import Role
from pilothouse.records.states import Text

MONTH, QUARTER, HALF_YEAR, YEAR = 31, 92, 183, 366


@dataclass(frozen=True)
class Input:
    """One of the required inputs.

    `brings` says what belongs to it; after `every` days it wants something new; `role` answers for it as long as nobody
    is named. `url` is the page of its live data, "" where the product has none and somebody has to say it.
    """

    key: str
    clause: str
    label: Text
    brings: Text
    every: int
    role: Role
    url: str = ""


TOP, QUALITY = Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER
INPUTS = (
    Input("earlier", "9.3.2 a", _("What was decided before"),
          _("what became of the decisions and actions of earlier meetings"), QUARTER, QUALITY, "/reviews/decisions/"),
    Input("context", "9.3.2 b", _("Context"),
          _("what has changed outside and inside, climate included"), HALF_YEAR, TOP, "/direction/context/"),
    Input("parties", "9.3.2 b", _("Interested parties"),
          _("what those who affect us need, and what of it has changed"), HALF_YEAR, TOP, "/direction/context/"),
    Input("customers", "9.3.2 c 1", _("Customers"),
          _("how satisfied they are, what they complain of and praise"), QUARTER, QUALITY,
          "/improvement/issues/?nature=complaint&state=all"),
    Input("objectives", "9.3.2 c 2", _("Objectives"),
          _("how far objectives are reached, and which look out of reach"), QUARTER, TOP, "/direction/"),
    Input("processes", "9.3.2 c 3", _("Processes"),
          _("how processes perform and whether what they deliver is as it should be"), MONTH, QUALITY, "/performance/"),
    Input("nonconformities", "9.3.2 c 4", _("Nonconformities"),
          _("what went wrong, and whether corrective actions had their effect"), QUARTER, QUALITY,
          "/improvement/issues/"),
    Input("monitoring", "9.3.2 c 5", _("Measuring"),
          _("whether what is measured comes in, and can be relied on"), MONTH, QUALITY, "/performance/sources/"),
    Input("audits", "9.3.2 c 6", _("Audits"),
          _("what internal, customers’ and certifiers’ audits found"), YEAR, QUALITY,
          "/improvement/issues/?nature=finding&state=all"),
    Input("providers", "9.3.2 c 7", _("External providers"),
          _("how those perform whom we buy from"), HALF_YEAR, QUALITY),
    Input("resources", "9.3.2 d", _("Resources"),
          _("whether people, money and equipment suffice"), QUARTER, TOP, "/reviews/requests/"),
    Input("risks", "9.3.2 e", _("Risks"),
          _("whether what was done about risks and opportunities had an effect"), QUARTER, QUALITY, "/risks/"),
    Input("improvement", "9.3.2 f", _("Improvement"),
          _("what could be done better"), QUARTER, QUALITY, "/risks/opportunities/"),
)  # fmt: skip
BY_KEY = {one.key: one for one in INPUTS}

# To which input a record belongs that a meeting looks at, by its kind; of issues by their nature.
OF_KIND = {
    "action": "earlier", "decision": "earlier", "verification": "nonconformities", "context": "context",
    "assumption": "context", "party": "parties", "objective": "objectives", "signal": "processes",
    "indicator": "processes", "process": "processes", "risk": "risks", "opportunity": "improvement",
    "request": "resources",
}  # fmt: skip
OF_NATURE = {
    "complaint": "customers", "finding": "audits", "idea": "improvement", "nonconformity": "nonconformities",
    "incident": "nonconformities",
}  # fmt: skip


def input_of(kind: str, nature: str | None = None) -> str | None:
    """The key of the input to which a record of this kind belongs; None for those that belong to none."""
    return OF_NATURE.get(nature or "", "nonconformities") if kind == "issue" else OF_KIND.get(kind)
