"""Pages that every record shares: lists, history, notes, files, export."""
