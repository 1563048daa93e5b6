"""What law and owner ask of whoever answers customers."""
