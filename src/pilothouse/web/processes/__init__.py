"""Pages of processes: the map, each process, its hand-overs."""
