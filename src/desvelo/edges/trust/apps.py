"""Registers the public pages with Django."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """The public pages live here."""

    name = "desvelo.edges.trust"
    label = "trust"
