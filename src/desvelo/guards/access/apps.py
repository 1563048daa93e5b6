"""Registers access with Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, teams and sessions live here."""

    name = "desvelo.guards.access"
    label = "access"
