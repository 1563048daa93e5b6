"""Registers the vault with Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Contacts, data and the schema ``vault`` live here."""

    name = "desvelo.guards.vault"
    label = "vault"
