"""Who hears of what, and where what is sealed for a contact lies: the literals where an upward path can be read."""

from desvelo.base.outbox.bus import After, Together
from desvelo.base.outbox.event import Event
from desvelo.duties.assurance import exports
from desvelo.duties.assurance import handlers as assurance
from desvelo.guards.access import inviting, keepers, leaving, reinstating, role_giving, teams, visiting
from desvelo.guards.access.approvals import Kind
from desvelo.guards.access.leaving import HandOn
from desvelo.guards.vault import permitting, ruling
from desvelo.guards.vault.columns import SealedColumn
from desvelo.guards.vault.erasing import Carrier
from desvelo.guards.vault.events import ContactsMerged, DatumRevealed
from desvelo.service.channel import delivery, receipts, templates
from desvelo.service.channel import handlers as channel
from desvelo.service.channel import sealed_columns as of_channel
from desvelo.service.channel.erasing import erase_datum
from desvelo.service.channel.events import (
    IdentityConfirmed,
    IdentityDoubted,
    MediaDescribed,
    MessageCovered,
    MessageEchoed,
    MessageReceived,
    MessageWritten,
    PreferenceStated,
    ReceiptAsked,
    StatusChanged,
    TemplatesAsked,
)
from desvelo.service.desk import handlers as desk
from desvelo.service.desk import roling, staffing, transfer_telling, transferring
from desvelo.service.desk import sealed_columns as of_desk
from desvelo.service.desk.erasing import erase_conversation
from desvelo.service.desk.events import ConversationTransferred

TOGETHER: dict[type[Event], tuple[Together, ...]] = {
    ContactsMerged: (channel.on_contacts_merged, desk.on_contacts_merged),
    DatumRevealed: (desk.on_data_revealed, assurance.on_data_revealed),
    IdentityConfirmed: (desk.on_identities_changed,),
    IdentityDoubted: (desk.on_identities_changed,),
    MediaDescribed: (desk.on_media_described,),
    MessageCovered: (desk.on_messages_covered,),
    MessageEchoed: (desk.on_messages_echoed,),
    MessageReceived: (desk.on_messages_received, assurance.on_messages_received),
    MessageWritten: (desk.on_messages_written, assurance.on_messages_written),
    PreferenceStated: (desk.on_preferences_stated,),
    StatusChanged: (desk.on_statuses_changed,),
}

AFTER: dict[type[Event], tuple[After, ...]] = {
    ConversationTransferred: (transfer_telling.tell_customer,),
    MessageReceived: (desk.warn_customer,),
    MessageWritten: (delivery.deliver,),
    PreferenceStated: (desk.answer_preference,),
    ReceiptAsked: (receipts.send,),
    TemplatesAsked: (templates.bring_up_to_date,),
}

SEALED: tuple[SealedColumn, ...] = (*of_channel.SEALED, *of_desk.SEALED)

APPROVED: dict[str, Kind] = {
    exports.EXPORT: exports.KIND,
    permitting.LOOK: permitting.KIND,
    ruling.RELAX: ruling.KIND,
    leaving.REINSTATE: leaving.KIND,
    keepers.LOOSEN: keepers.KIND,
    reinstating.RECOVER: reinstating.KIND,
    inviting.INVITE: inviting.KIND,
    role_giving.EDIT: role_giving.EDIT_KIND,
    role_giving.GIVE: roling.GIVE_KIND,
    teams.JOIN: teams.JOIN_KIND,
    teams.OPEN: teams.OPEN_KIND,
    visiting.ACCESS: visiting.KIND,
    transferring.MOVE: transferring.KIND,
}
"""What two people decide, by the kind of request."""

HANDED_ON_BY: HandOn = staffing.leave_to_teams
"""Who hands on what somebody had open whom an identity provider shut out."""

ERASED_BY: dict[str, Carrier] = {"conversation": erase_conversation, "datum": erase_datum}
