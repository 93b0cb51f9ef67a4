"""What leaders and workers see across all stages: queries only, no tables."""
