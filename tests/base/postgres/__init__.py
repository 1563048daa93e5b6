"""The embedded database, tested with real clusters."""
