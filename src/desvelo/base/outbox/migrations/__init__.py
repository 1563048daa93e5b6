"""Schema changes of the outbox, one change a file."""
