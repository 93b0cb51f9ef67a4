"""Attack cases: what somebody with bad intentions, or a broken program, might send; and that nothing comes of it."""
