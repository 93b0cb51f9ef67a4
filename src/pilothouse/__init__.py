"""Pilothouse: the management system that leadership steers by."""
