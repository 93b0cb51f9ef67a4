"""Do neighbouring values resemble each other? Lag-one autocorrelation, where it stands out of the noise."""

import numpy as np

from pilothouse.spc.series import Floats

FEWEST = 20
# So many standard errors it must stand out: of stable series without it about one in forty is told to have it.
_ERRORS = 2.0


def likeness(residuals: Floats) -> float:
    """Autocorrelation of order one of the residuals (n,) around their centre, NaN where there is none; 0 unless it is
    positive and stands out. Corrected for the bias of short series (Kendall 1954); a gap breaks a pair.
    """
    known = np.isfinite(residuals)
    if known.sum() < FEWEST:
        return 0.0
    centred = residuals - residuals[known].mean()
    products = (centred[1:] * centred[:-1])[known[1:] & known[:-1]]
    variance = float((centred[known] ** 2).mean())
    if not len(products) or variance <= 0.0:
        return 0.0
    raw = float(products.mean()) / variance
    corrected = raw + (1.0 + 4.0 * raw) / len(products)
    return min(corrected, 0.99) if corrected > _ERRORS / np.sqrt(len(products)) else 0.0
