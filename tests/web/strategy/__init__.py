"""Tests of their namesake."""
