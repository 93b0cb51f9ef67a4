"""Constants of control charts, each from its definition rather than from a rounded table."""

import math
from typing import Final

# Mean of the range of two independent standard normal values: d2(2) = 2 / sqrt(pi) = 1.128379.
D2: Final = 2.0 / math.sqrt(math.pi)
# Standard deviation of the same range: d3(2) = sqrt(2 - 4 / pi) = 0.852502.
D3: Final = math.sqrt(2.0 - 4.0 / math.pi)
# Median of the same range: sqrt(2) times the upper quartile of the standard normal = 0.953873.
D4_MEDIAN: Final = math.sqrt(2.0) * 0.6744897501960817

# Natural process limits stand this many mean (or median) moving ranges from the centre.
E2: Final = 3.0 / D2
E5: Final = 3.0 / D4_MEDIAN
# Upper limit of the moving range itself, by the mean range: D4(2) = 3.267; by the median range: 3.865.
RANGE_D4: Final = 1.0 + 3.0 * D3 / D2
RANGE_D6: Final = (D2 + 3.0 * D3) / D4_MEDIAN

# With fewer points than this no limits are offered: they would be little more than a guess.
FEWEST_POINTS: Final = 12
# Points a baseline is made of when nobody has fixed one.
USUAL_BASELINE: Final = 24
