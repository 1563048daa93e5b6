"""The Django application that carries templates, static files and template tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Interface plumbing; it holds no model and no rule."""

    name = "desvelo.base.ui"
    label = "ui"
