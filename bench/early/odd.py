"""D11: what cannot be judged gets a defined answer, never a silent "in control"."""

import numpy as np
from bench.early.goals import goal

from pilothouse.spc import Status
from pilothouse.spc.early import list_changed, watch


def run(rng: np.random.Generator) -> None:
    """The number of odd inputs, out of all, whose answer is not the defined one."""
    wrong = sum(watch(values, **how).status.tolist() != [status] for values, how, status in _refused())
    wrong += list_changed(watch(np.empty((0, 30)))).series.size
    spoilt = rng.standard_normal((200, 60))
    spoilt[rng.random(spoilt.shape) < 0.2] = np.nan
    spoilt[rng.random(spoilt.shape) < 0.02] = np.inf
    for kind, sizes in (("value", None), ("rate", np.where(rng.random(spoilt.shape) < 0.1, 0.0, 5.0))):
        given = spoilt if sizes is None else np.abs(np.round(spoilt * 4))
        found = watch(given, kind=kind, denominators=sizes, season="auto")
        missing = ~np.isfinite(given) if sizes is None else ~np.isfinite(given) | (sizes == 0)
        wrong += int(np.isfinite(found.p[missing]).any()) + int(found.alarm[missing].any())
        wrong += int((found.status != Status.WATCHED).any()) + int(np.isinf(found.evidence).any())
    goal("D11 odd inputs without their defined answer", wrong, 0, 0)


def _refused() -> list[tuple[np.ndarray, dict, Status]]:
    flat, nothing = np.full((1, 40), 5.0), np.full((1, 40), np.nan)
    sizes = {"kind": "rate", "denominators": np.zeros((1, 40))}
    return [
        (nothing, {}, Status.NO_DATA),
        (np.full((1, 40), np.inf), {}, Status.NO_DATA),
        (flat, {}, Status.CONSTANT),
        (flat * 0, {}, Status.CONSTANT),
        (flat * 0, {"kind": "count"}, Status.CONSTANT),
        (flat, sizes, Status.NO_DATA),
        (flat, {"kind": "proportion", "denominators": nothing}, Status.NO_DATA),
        (flat[:, :1], {}, Status.TOO_SHORT),
        (flat[:, :0], {}, Status.NO_DATA),
        (np.arange(5.0)[None], {"baseline": 24}, Status.TOO_SHORT),
    ]
