"""Charts as SVG text, drawn on the server: no Django, no script, no style attributes.

`behaviour` draws the process behaviour chart, `both_sizes` the same for desk and phone, `sparkline` the small one for
lists, `text_sparkline` the one for the terminal; `heat_map` draws risks in their matrix, `loss_curve` what a year may
cost, `x_matrix` ties strategy to work, `reliability` holds what was said against what came true; `summary` says a chart
in words, `standalone` makes a drawing a file and `pictured` takes its texts apart for print. Texts come in as `Words`,
already translated.
"""

from pilothouse.charts.behaviour import behaviour, both_sizes
from pilothouse.charts.data import (
    Annotation,
    BehaviourChart,
    LimitSpan,
    SignalMark,
    TargetLine,
    Tone,
    flat_span,
)
from pilothouse.charts.frame import COMPACT, IN_COLUMN, PAPER, WIDE, Size
from pilothouse.charts.heat_map import Dot, HeatMap, both_maps, heat_map
from pilothouse.charts.lettering import Picture, pictured
from pilothouse.charts.loss_curve import LossChart, both_curves, loss_curve
from pilothouse.charts.reliability import ReliabilityPoint, ReliabilityWords, reliability
from pilothouse.charts.sparkline import sparkline, text_sparkline
from pilothouse.charts.standalone import standalone, style_sheet
from pilothouse.charts.summary import summary
from pilothouse.charts.words import ENGLISH, Words
from pilothouse.charts.x_matrix import Entry, MatrixWords, Sides, x_matrix

__all__ = [
    "COMPACT",
    "ENGLISH",
    "IN_COLUMN",
    "PAPER",
    "WIDE",
    "Annotation",
    "BehaviourChart",
    "Dot",
    "Entry",
    "HeatMap",
    "LimitSpan",
    "LossChart",
    "MatrixWords",
    "Picture",
    "ReliabilityPoint",
    "ReliabilityWords",
    "Sides",
    "SignalMark",
    "Size",
    "TargetLine",
    "Tone",
    "Words",
    "behaviour",
    "both_curves",
    "both_maps",
    "both_sizes",
    "flat_span",
    "heat_map",
    "loss_curve",
    "pictured",
    "reliability",
    "sparkline",
    "standalone",
    "style_sheet",
    "summary",
    "text_sparkline",
    "x_matrix",
]
