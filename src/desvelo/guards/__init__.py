"""What nothing may bypass: audit, access, vault."""
