"""Put a small company into a prepared installation: a program of its own, with Django set up for that installation."""

import django

django.setup()

import house  # noqa: E402  it needs the models

house.build()
