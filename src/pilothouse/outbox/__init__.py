"""Letters that wait to be sent: rows, written and marked by whoever sends them."""
