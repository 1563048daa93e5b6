"""What the administrator of an identity provider reads in its log when we refused something."""

from django.utils.translation import gettext as _

from desvelo.kernel.provisioning.errors import ScimRefused


def sentence(refused: ScimRefused) -> str:
    """Return why something was refused."""
    said = _of_the_protocol(refused.about).get(refused.reason) or _of_our_rules(refused.about).get(refused.reason)
    return said or _("This request cannot be carried out.")


def _of_the_protocol(about: str) -> dict[str, str]:
    return {
        "absent": _("There is nothing at this address for this token."),
        "filter": _("This filter is not taken: attributes are compared with eq, and joined by and."),
        "fixed": _("%(about)s cannot be changed or taken away.") % {"about": about},
        "large": _("The document is too large: send up to 512 KB."),
        "many": _("Too many at once in %(about)s: send them in several requests.") % {"about": about},
        "member": _("%(about)s may only name people this provider made here, by their id.") % {"about": about},
        "method": _("This address does not take this method."),
        "often": _("Too many requests in a short time: wait and go on."),
        "path": _("This path is not taken: name an attribute, or some of its values with eq in brackets."),
        "syntax": _("What was sent is no SCIM document: look at %(about)s.") % {"about": about or "JSON"},
        "target": _("The path leads to nothing that could be changed."),
        "token": _("The token is missing, wrong, revoked or past its day: ask for another one at the desk."),
        "type": _("Send the document as application/scim+json."),
        "value": _("%(about)s is missing or cannot be taken as it is.") % {"about": about},
    }


def _of_our_rules(about: str) -> dict[str, str]:
    return {
        "back": _("Whoever was shut out comes back by two people at the desk: IT asks for it on the person's page."),
        "email": _("Give an e-mail as name@company.example, in emails or as userName."),
        "group_name": _("Give displayName, up to 200 characters."),
        "groups": _("There are 500 groups already: send only those that stand for a team."),
        "keeper": _("Name and e-mail of IT, officer and auditor are changed at the desk alone."),
        "known": _("Somebody or something here has this %(about)s already; accounts are never joined by e-mail.")
        % {"about": about},
        "last": _("This is the last account that keeps the system or answers for the data: make another one first."),
        "name": _("Give a name of up to 80 characters."),
        "not_taken": _("%(about)s is not taken: what somebody may do comes from groups, as IT set them at the desk.")
        % {"about": about},
    }
