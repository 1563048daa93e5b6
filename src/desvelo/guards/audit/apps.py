"""Registers the audit log with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The schema ``ledger`` lives here."""

    name = "desvelo.guards.audit"
    label = "audit"
