"""Registers access with Django."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, teams and sessions live here."""

    name = "desvelo.guards.access"
    label = "access"

    def import_models(self) -> None:
        """Load the tables, those of federation and provisioning too, which stand beside what uses them."""
        super().import_models()
        import_module("desvelo.guards.access.federation.models")
        import_module("desvelo.guards.access.provisioning.models")
