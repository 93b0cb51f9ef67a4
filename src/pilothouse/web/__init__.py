"""The doors of the web: a slice for each app, the shared kit, and the shell around every page."""
