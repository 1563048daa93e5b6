"""Detection: what is found, what is left alone, and what never comes back."""
