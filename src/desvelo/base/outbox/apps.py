"""Registers the outbox with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The queue table lives here."""

    name = "desvelo.base.outbox"
    label = "outbox"
