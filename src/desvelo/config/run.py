"""Run one of our own programs in a process with Django ready: ``python -m desvelo.config.run worker``.

The program's module is imported only after Django is set up, so it can import models at its top like any other.
"""

import os
import sys
from importlib import import_module

import django

from desvelo.base import logs
from desvelo.base.processes import death, dumps
from desvelo.kernel.errors import DesveloError

PROGRAMS = {
    "acknowledge": "desvelo.config.acknowledge_report",
    "backup": "desvelo.config.backup.making",
    "canary": "desvelo.config.canary_report",
    "export_ledger": "desvelo.config.export_report",
    "first_run": "desvelo.config.first_run",
    "intake": "desvelo.config.intake_report",
    "keys": "desvelo.config.key_report",
    "numbers": "desvelo.config.number_report",
    "people": "desvelo.config.people_report",
    "prepare": "desvelo.config.prepare",
    "prepared": "desvelo.config.prepared",
    "reopen": "desvelo.config.backup.reopening",
    "seed": "desvelo.config.demo.seed",
    "verify": "desvelo.config.verify_report",
    "worker": "desvelo.config.worker",
}
STAYING = "worker"  # a role: it ends when asked, and who looks after it is not ours to say


def main(name: str) -> int:
    """Run the program *name*; return its exit code.  All but a role end with whoever started them."""
    dumps.leave_none()
    if name != STAYING:
        death.die_with_parent(parent=os.getppid())
    os.environ["DJANGO_SETTINGS_MODULE"] = "desvelo.config.settings"
    logs.configure(process=name)
    try:
        django.setup()
        return int(import_module(PROGRAMS[name]).main())
    except DesveloError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
