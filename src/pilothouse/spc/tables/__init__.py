"""Figures that were simulated once, each written by a script of its own in bench/early."""
