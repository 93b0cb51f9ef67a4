"""Meetings in which leadership looks and decides; decisions with forecast and verdict."""
