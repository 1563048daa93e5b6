"""The conversation: the channel that carries it, the desk that answers it."""
