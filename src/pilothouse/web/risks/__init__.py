"""Pages of risks and opportunities."""
