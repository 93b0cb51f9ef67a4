"""Pages about what is measured: performance, indicators, series, values on their way in, sources, signals."""
