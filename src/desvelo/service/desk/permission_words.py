"""What each permission lets somebody do, in words, and what roles are called.

Source: ux.md section 2.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from desvelo.guards.access import role_clones, role_words
from desvelo.kernel.authority import Permission, Role


def said(permission: Permission) -> str:
    """Say what *permission* lets somebody do."""
    return {
        Permission.ACCOUNT_MANAGE: _("Keep their own account"),
        Permission.ALARM_SEE: _("Answer the alarms of the system"),
        Permission.AUDIT_EXPORT: _("Export the audit they may read"),
        Permission.AUDIT_READ: _("Read the whole audit, without content"),
        Permission.AUDIT_READ_OWN: _("Read what they did themselves"),
        Permission.AUDIT_READ_TEAM: _("Read what their teams did"),
        Permission.CONVERSATION_ASSIGN: _("Take and transfer conversations of their teams"),
        Permission.CONVERSATION_READ: _("Read conversations of their teams, with data hidden"),
        Permission.CONVERSATION_REPLY: _("Answer customers of their teams"),
        Permission.DATUM_COMPARE: _("Compare data without seeing it, as the policy of its class says"),
        Permission.DATUM_HIDE: _("Hide what detection missed"),
        Permission.DATUM_REVEAL: _("See data for a reason, as the policy of its class says"),
        Permission.DETECTION_REVIEW: _("Review what was reported as hidden by mistake"),
        Permission.ERASURE_APPROVE: _("Agree, as the second person, to an erasure"),
        Permission.ERASURE_ASK: _("Ask for an erasure"),
        Permission.ERASURE_HOLD: _("Put data on hold, and end a hold"),
        Permission.GLASS_REVIEW: _("Review the emergencies of every team"),
        Permission.KEY_MANAGE: _("Keep the keys"),
        Permission.LOOK_APPROVE: _("Agree, as the second person, to a look at data of their teams"),
        Permission.MESSAGE_TRACE: _("Follow a message on its way, without content"),
        Permission.NUMBER_MANAGE: _("Keep the numbers at WhatsApp"),
        Permission.POLICY_MANAGE: _("Decide the policies, and what people may"),
        Permission.PROVIDER_MANAGE: _("Keep the identity providers"),
        Permission.TEAM_ADMIT: _("Let people and conversations into their restricted teams"),
        Permission.TEAM_ENTER: _("Ask to enter a restricted team, and enter it in an emergency"),
        Permission.TEMPLATE_MANAGE: _("Keep the templates"),
        Permission.USER_MANAGE: _("Invite, suspend, and give roles and teams"),
    }[permission]


def listed(permissions: Iterable[Permission]) -> str:
    """Say several of them, one after the other; what opens nothing new is said as well."""
    return "; ".join(sorted(map(said, permissions))) or _("nothing more")


def role_name(code: str) -> str:
    """Return what a role is called, by the code that names it in forms and requests."""
    if code in {each.value for each in Role}:
        return role_words.label(Role(code))
    kept = role_clones.one(code)
    return kept.name if kept else "?"
