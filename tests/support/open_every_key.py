"""What somebody does who came as far as the keys: open every contact's, one after the other, as a program of its own.

Prints how many it got.
"""

import sys

import django

django.setup()

from desvelo.guards.vault import boxes  # noqa: E402
from desvelo.guards.vault.models import Contact  # noqa: E402
from desvelo.kernel.sealing.whys import Why  # noqa: E402

got = 0
for contact in Contact.objects.values_list("id", flat=True):
    boxes.of(contact, why=Why.UNSAID)
    got += 1
sys.stdout.write(str(got))
