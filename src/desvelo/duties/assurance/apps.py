"""Registers assurance with Django."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The audit explorer lives here."""

    name = "desvelo.duties.assurance"
    label = "assurance"
