"""The append-only history: acts, entries, one hash chain, and the single door through which the world changes."""
