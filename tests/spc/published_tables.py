"""Published figures of charts with known parameters, for tests and for bench/early/published.py."""

from pilothouse.spc.rule_sets import SETS, Rule, RuleSet

_WE, _NELSON, _NHS = SETS[RuleSet.WESTERN_ELECTRIC], SETS[RuleSet.NELSON], SETS[RuleSet.NHS]
SHIFTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 2.0, 3.0)
# Champ & Woodall 1987, Technometrics 29:393: rules, run length by shift, chance of a signal within 24 and 60.
RULES: list[tuple[str, list[Rule], tuple[float, ...], float, float]] = [
    ("1", [_WE[1]], (370.40, 308.43, 200.08, 119.67, 71.55, 43.89, 6.30, 2.00), 0.063, 0.150),
    ("1, 2 of 3", [_WE[1], _WE[2]], (225.44, 177.56, 104.46, 57.92, 33.12, 20.01, 3.65, 1.68), 0.099, 0.233),
    ("1, 4 of 5", [_WE[1], _WE[3]], (166.05, 120.70, 63.88, 33.99, 19.78, 12.66, 3.68, 1.89), 0.126, 0.299),
    ("1, run of 8", [_WE[1], _WE[4]], (152.73, 110.52, 59.76, 33.64, 21.07, 14.58, 4.89, 1.99), 0.128, 0.316),
    (
        "1, 2 of 3, 4 of 5",
        [_WE[1], _WE[2], _WE[3]],
        (132.89, 97.86, 52.93, 28.70, 16.93, 10.95, 3.14, 1.67),
        0.157,
        0.360,
    ),
    (
        "1, 2 of 3, run of 8",
        [_WE[1], _WE[2], _WE[4]],
        (122.05, 89.14, 48.71, 27.49, 17.14, 11.73, 3.50, 1.68),
        0.161,
        0.381,
    ),
    (
        "1, 4 of 5, run of 8",
        [_WE[1], _WE[3], _WE[4]],
        (105.78, 76.01, 40.95, 23.16, 14.62, 10.19, 3.65, 1.89),
        0.183,
        0.426,
    ),
    ("Western Electric", list(_WE.values()), (91.75, 66.80, 36.61, 20.91, 13.25, 9.22, 3.13, 1.67), 0.211, 0.475),
    ("Nelson 1, 2", [_NELSON[1], _NELSON[2]], (216.70, 154.16, 79.94, 42.80, 25.61, 17.05, 5.14, 2.00), 0.094, 0.235),
    (
        "Nelson 1, 2, 5, 6",
        [_NELSON[i] for i in (1, 2, 5, 6)],
        (109.05, 78.22, 41.62, 23.06, 14.24, 9.70, 3.13, 1.67),
        0.182,
        0.418,
    ),
    ("1, run of 7", [_NHS[1], _NHS[2]], (95.73, 72.68, 42.49, 25.57, 16.90, 12.18, 4.59, 1.98), 0.198, 0.459),
    (
        "NHS less trend",
        [_NHS[i] for i in (1, 2, 4)],
        (83.16, 63.25, 36.98, 22.14, 14.49, 10.29, 3.43, 1.68),
        0.228,
        0.510,
    ),
    ("run of 8 alone", [_WE[4]], (255.00, 167.47, 81.45, 43.69, 26.98, 18.80, 8.89, 8.05), 0.069, 0.195),
]

CHART_SHIFTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
# Lucas & Crosier 1982; Hawkins & Olwell 1998: k, h, run length of the pair of CUSUMs.
CUSUMS = [
    (0.5, 4.0, (167.68, 74.22, 26.63, 13.29, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71)),
    (0.5, 5.0, (465.44, 139.49, 38.00, 17.05, 10.38, 5.75, 4.01, 3.11, 2.57, 2.01)),
    (0.25, 8.01, (370.33, 83.82, 28.80, 16.39, 11.41, 7.12, 5.22, 4.15, 3.48, 2.67)),
    (0.5, 4.77, (368.56, 121.31, 35.21, 16.17, 9.92, 5.52, 3.86, 3.00, 2.48, 1.96)),
]
# Lucas & Saccucci 1990, Technometrics 32:1: weight, width, run length.
EWMAS = [
    (0.1, 2.814, (499.6, 106.3, 31.30, 15.85, 10.33, 6.08, 4.36, 3.44, 2.87, 2.19)),
    (0.2, 2.962, (499.7, 150.2, 41.76, 18.15, 10.54, 5.50, 3.74, 2.88, 2.38, 1.86)),
    (0.25, 2.998, (499.8, 170.3, 48.29, 20.11, 11.14, 5.46, 3.61, 2.74, 2.26, 1.73)),
    (0.4, 3.054, (500.0, 223.7, 71.20, 28.42, 14.26, 5.87, 3.52, 2.54, 2.02, 1.44)),
]
# Moustakides 1986, by the R package spc, silent for 370.4 points: shift, h, delay: worst, steady, two-sided.
TUNED = [
    (0.25, 9.748, 57.40, 49.22, 75.11),
    (0.5, 6.710, 23.68, 20.97, 28.80),
    (0.75, 5.105, 13.23, 11.98, 15.59),
    (1.0, 4.097, 8.575, 7.906, 9.927),
    (1.5, 2.883, 4.573, 4.333, 5.181),
    (2.0, 2.176, 2.918, 2.821, 3.264),
    (2.5, 1.710, 2.064, 2.026, 2.290),
    (3.0, 1.359, 1.571, 1.558, 1.724),
    (4.0, 0.793, 1.121, 1.120, 1.176),
]
# Steady delay of the Shiryaev–Roberts chart. The 20.54 of some sources for 0.5 sigma is refuted by simulation: 20.29,
# standard error 0.05.
SHIRYAEV_ROBERTS = [(1.0, 7.76), (2.0, 2.81)]
# Silent for so long, worst delay of the CUSUM tuned to one sigma.
SILENT = [(100.0, 6.108), (500.0, 9.158), (1000.0, 10.517), (3704.0, 13.113)]
# Chance of a false alarm within 60 points, limits from so many. Simulated with a number of series that is not
# told: neighbouring figures (Nelson 24, 36, 60) jump as those of some 2,000 series do.
ESTIMATED_SERIES = 2_000
ESTIMATED = {
    RuleSet.SHEWHART: {8: 0.435, 12: 0.374, 24: 0.298, 36: 0.262, 60: 0.221, 120: 0.194},
    RuleSet.WESTERN_ELECTRIC: {8: 0.725, 12: 0.694, 24: 0.635, 36: 0.607, 60: 0.576, 120: 0.547},
    RuleSet.NHS: {8: 0.775, 12: 0.739, 24: 0.684, 36: 0.650, 60: 0.611, 120: 0.585},
    RuleSet.NELSON: {8: 0.825, 12: 0.797, 24: 0.729, 36: 0.717, 60: 0.661, 120: 0.636},
}
# Anhøj & Olesen 2014, PLoS ONE 9:e113825: useful points, longest usual run, fewest usual crossings, false signals.
RUN_CHARTS = [
    (12, 7, 3, 0.014),
    (20, 7, 6, None),
    (24, 8, 8, 0.030),
    (36, 8, 13, 0.042),
    (60, 9, 23, 0.043),
    (100, 10, 41, 0.052),
]
