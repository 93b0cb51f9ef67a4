"""Linked activities, each with one owner, and the hand-overs between them."""
