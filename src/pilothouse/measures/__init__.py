"""Indicators, series, measurements with provenance, and signals of real change."""
