"""Registers the desk with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Conversations live here."""

    name = "desvelo.service.desk"
    label = "desk"
