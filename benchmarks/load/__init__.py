"""Programs that put load on a server or watch it, each a process of its own so that it does not slow the other."""
