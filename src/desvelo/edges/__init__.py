"""Where strangers arrive."""
