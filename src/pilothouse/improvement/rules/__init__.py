"""Pure rules of improvement: when an issue may close, what a verdict does, how rows of a sheet are read."""
