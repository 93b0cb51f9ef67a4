"""Issues, causes, actions and the proof of their effect."""
