"""Pages of direction: policy, themes, objectives and their line of sight."""
