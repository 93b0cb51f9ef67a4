"""Pages of the bridge: the leader's one page, my work, the thread."""
