"""Addresses of performance."""

from django.urls import path

from pilothouse.web.measures import (
    alarms,
    entering,
    funnels,
    home,
    importing,
    indicators,
    leading,
    limits,
    resting,
    series_page,
    signals,
    sources,
)

app_name = "measures"
urlpatterns = [
    path("organisation/alarms/", alarms.alarms, name="alarms"),
    path("performance/", home.home, name="home"),
    path("performance/enter/", entering.enter, name="enter"),
    path("performance/import/", importing.bring, name="bring"),
    path("performance/import/<str:key>/", importing.check, name="check"),
    path("performance/indicators/", indicators.indicators, name="indicators"),
    path("performance/indicators/new/", indicators.define, name="define"),
    path("<ind:code>/", indicators.indicator, name="indicator"),
    path("<ind:code>/edit/", indicators.edit, name="edit"),
    path("<ind:code>/measure/", indicators.measure, name="measure"),
    path("<ind:code>/retire/", indicators.retire, name="retire"),
    path("<ind:code>/funnel/", funnels.funnel, name="funnel"),
    path("<ind:code>/revive/", indicators.revive, name="revive"),
    path("series/<int:key>/", series_page.page, name="series"),
    path("series/<int:key>/value/", limits.value, name="value"),
    path("series/<int:key>/target/", limits.target, name="target"),
    path("series/<int:key>/target/end/", limits.give_up_target, name="end_target"),
    path("series/<int:key>/baseline/", limits.baseline, name="baseline"),
    path("series/<int:key>/end/", limits.end, name="end"),
    path("series/<int:key>/intakes/<int:number>/", series_page.intake, name="intake"),
    path("signals/", signals.signals, name="signals"),
    path("<sig:code>/", signals.signal, name="signal"),
    path("<sig:code>/explain/", signals.explain, name="explain"),
    path("<sig:code>/issue/", signals.issue, name="issue"),
    path("<sig:code>/rebase/", signals.rebase, name="rebase"),
    path("performance/leading/", leading.leading, name="leading"),
    path("performance/trust/", resting.resting, name="trust"),
    path("performance/sources/", sources.sources, name="sources"),
    path("performance/sources/new/", sources.define, name="define_source"),
    path("performance/sources/<int:key>/", sources.source, name="source"),
    path("performance/sources/<int:key>/edit/", sources.edit, name="edit_source"),
    path("performance/sources/<int:key>/refresh/", sources.refresh, name="refresh"),
]
