"""Schema changes of audit, one change a file."""
