"""The strategy-to-work graph: what ties objectives, indicators, processes and work, and where a tie is missing."""
