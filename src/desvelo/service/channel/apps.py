"""Registers the channel with Django."""

from django.apps import AppConfig


class ChannelConfig(AppConfig):
    """Numbers, messages and the schema ``intake`` live here."""

    name = "desvelo.service.channel"
    label = "channel"
