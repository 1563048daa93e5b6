"""Schema changes of desk, one change a file."""
