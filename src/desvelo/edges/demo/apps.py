"""Registers the demonstration with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration's pages live here."""

    name = "desvelo.edges.demo"
    label = "demo"
