"""Schema changes of access, one change a file."""
