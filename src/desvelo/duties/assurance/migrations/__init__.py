"""Schema changes of assurance, one change a file."""
