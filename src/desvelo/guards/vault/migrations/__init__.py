"""Schema changes of vault, one change a file."""
