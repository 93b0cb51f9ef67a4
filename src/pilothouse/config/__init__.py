"""Settings and the root of all addresses."""
