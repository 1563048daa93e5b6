"""Connects the contexts to each other when Django is ready."""

from django.apps import AppConfig

from desvelo.base.outbox import bus


class WiringConfig(AppConfig):
    """Tells the bus who hears of what, the vault what it must reach, what two people decide, who hands on."""

    name = "desvelo.config"
    label = "wiring"

    def ready(self) -> None:
        """Fill the bus; the models have to be loaded first, hence not at import."""
        from desvelo.config import wiring  # noqa: PLC0415  models exist only from here on
        from desvelo.guards.access import approvals, leaving  # noqa: PLC0415  as above
        from desvelo.guards.vault import columns, erasing  # noqa: PLC0415  as above
        from desvelo.service.desk import notify  # noqa: PLC0415  as above

        bus.connect(together=wiring.TOGETHER, after=wiring.AFTER)
        columns.connect(wiring.SEALED)
        erasing.connect(wiring.ERASED_BY)
        approvals.connect(wiring.APPROVED, tells=notify.tell_asker)
        leaving.connect(wiring.HANDED_ON_BY)
