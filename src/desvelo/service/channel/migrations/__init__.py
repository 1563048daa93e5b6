"""Schema changes of channel, one change a file."""
