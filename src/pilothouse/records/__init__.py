"""What every record is: number, title, owner, state, origin, links, notes and files."""
