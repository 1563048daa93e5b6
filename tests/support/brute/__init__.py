"""Ten thousand tries at the door of an installation that really runs, from a thousand addresses, and who gets in."""
