"""The demonstration's own facts: its company, people, secrets and first conversations."""
