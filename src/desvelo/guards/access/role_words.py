"""What roles are called."""

from django.utils.translation import gettext as _

from desvelo.kernel.authority import Role


def label(role: Role) -> str:
    """Name a role for people."""
    return {
        Role.AGENT: _("Agent"),
        Role.AUDITOR: _("Auditor"),
        Role.DPO: _("Data protection officer"),
        Role.IT: _("Security and IT"),
        Role.SUPERVISOR: _("Supervisor"),
    }[role]


def choices() -> list[tuple[str, str]]:
    """Return every role with its name, the most common first."""
    order = (Role.AGENT, Role.SUPERVISOR, Role.DPO, Role.AUDITOR, Role.IT)
    return [(role.value, label(role)) for role in order]
