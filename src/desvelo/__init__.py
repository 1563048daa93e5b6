"""Desvelo."""
