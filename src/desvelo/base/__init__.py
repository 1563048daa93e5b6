"""Django plumbing without a product word."""
