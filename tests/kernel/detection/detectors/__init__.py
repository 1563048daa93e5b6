"""One test file for each detector, of the same name."""
