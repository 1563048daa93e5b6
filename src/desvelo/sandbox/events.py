"""What Meta tells besides messages: an example of every field, in its shape, about the number of this sandbox.

Source: whatsapp-cloud-api sections 11, 12 and 13, and the published samples; the values are invented.
"""

from typing import Any, Final

from desvelo.sandbox import webhooks
from desvelo.sandbox.config import Config
from desvelo.sandbox.world import Phone

Value = dict[str, Any]
_TEMPLATE: Final = {
    "message_template_id": 1689556908129832,
    "message_template_name": "confirmacao_de_consulta",
    "message_template_language": "pt-BR",
}
# Fields whose webhook says when it happened and whose value names no number.
OF_ACCOUNT: Final[dict[str, Value]] = {
    "account_alerts": {
        "entity_type": "BUSINESS",
        "entity_id": "900000000000003",
        "alert_info": {
            "alert_severity": "WARNING",
            "alert_status": "ACTIVE",
            "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED",
            "alert_description": "The limits of this business cannot be raised yet.",
        },
    },
    "account_review_update": {"decision": "APPROVED"},
    "account_update": {
        "event": "ACCOUNT_RESTRICTION",
        "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1_800_000_000}],
    },
    "business_capability_update": {"max_daily_conversations_per_business": 2000, "max_phone_numbers_per_waba": 25},
    "flows": {
        "event": "ENDPOINT_ERROR_RATE",
        "message": "The error rate of the endpoint reached the threshold of 10%.",
        "flow_id": "691244242662581",
        "error_rate": 14.28,
        "threshold": 10,
        "alert_state": "ACTIVATED",
        "errors": [{"error_type": "TIMEOUT", "error_rate": 33.33, "error_count": 1}],
    },
    "message_template_components_update": {
        **_TEMPLATE,
        "message_template_title": "Consulta",
        "message_template_element": "Sua consulta, {{1}}, é amanhã. Até lá!",
        "message_template_footer": "Clínica Aurora",
        "message_template_buttons": [
            {
                "message_template_button_type": "URL",
                "message_template_button_text": "Como chegar",
                "message_template_button_url": "https://aurora.example/mapa",
            }
        ],
    },
    "message_template_quality_update": {
        "previous_quality_score": "GREEN",
        "new_quality_score": "YELLOW",
        **_TEMPLATE,
    },
    "message_template_status_update": {
        "event": "PAUSED",
        **_TEMPLATE,
        "reason": "NONE",
        "message_template_category": "UTILITY",
    },
    "partner_solutions": {
        "event": "SOLUTION_CREATED",
        "solution_id": "774485461512159",
        "solution_status": "INITIATED",
    },
    "payment_configuration_update": {
        "configuration_name": "pix",
        "provider_name": "razorpay",
        "provider_mid": "acc_0000000000",
        "status": "Needs Testing",
        "created_timestamp": 1_748_827_100,
        "updated_timestamp": 1_749_320_300,
    },
    "template_category_update": {
        **_TEMPLATE,
        "new_category": "UTILITY",
        "correct_category": "MARKETING",
        "category_update_timestamp": 1_800_000_000,
    },
}
OF_NUMBER: Final = (
    *("account_settings_update", "automatic_events", "business_username_updates", "calls", "history"),
    *("group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update"),
    *("messaging_handovers", "smb_app_state_sync", "smb_message_echoes", "standby", "user_id_update"),
    "user_preferences",
)
OF_DISPLAY: Final[dict[str, Value]] = {
    "phone_number_name_update": {
        "decision": "APPROVED",
        "requested_verified_name": "Clínica Aurora",
        "rejection_reason": None,
    },
    "phone_number_quality_update": {"event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED"},
    "security": {"event": "PIN_RESET_REQUEST", "requester": "61555822107539"},
}
FIELDS: Final = (*sorted((*OF_ACCOUNT, *OF_NUMBER, *OF_DISPLAY)),)
_UNTIMED: Final = frozenset({*OF_NUMBER})


def webhook(config: Config, field: str, value: Value | None, phone: Phone, *, at: int) -> Value:
    """Return the webhook of a field, with *value* or the example of it."""
    if field in _UNTIMED:
        parts = value if value is not None else of_number(config, field, phone, at=at)
        body = webhooks.envelope(config, parts, field=field)
        if field == "account_settings_update":  # names the number inside its own object
            del body["entry"][0]["changes"][0]["value"]["metadata"]
        return body
    if value is not None:
        return webhooks.of_account(config, field, value, at=at)
    shown = {"display_phone_number": config.display_phone_number}
    example = OF_ACCOUNT.get(field) or {**shown, **OF_DISPLAY.get(field, {})}
    return webhooks.of_account(config, field, example, at=at)


def of_number(config: Config, field: str, phone: Phone, *, at: int) -> Value:
    """Return what a field about one customer, or about this number, holds besides the number itself."""
    made = {**_of_business(config, at), **_of_customer(config, phone, at), **_of_app(config, phone, at)}
    return {**made, **_of_groups(phone, at)}[field]


def _said(at: int) -> Value:
    return {"id": f"wamid.example.{at}", "timestamp": str(at), "type": "text", "text": {"body": "Até amanhã!"}}


def _of_business(config: Config, at: int) -> dict[str, Value]:
    calling = {"status": "ENABLED", "call_icon_visibility": "DEFAULT"}
    set_now = {"phone_number_id": config.phone_number_id, "calling": calling}
    lead = {"id": _said(at)["id"], "event_name": "LeadSubmitted", "timestamp": at, "ctwa_clid": "Afc3nYt4"}
    return {
        "account_settings_update": {
            "timestamp": str(at),
            "type": "phone_number_settings",
            "phone_number_settings": set_now,
        },
        "automatic_events": {"automatic_events": [lead]},
        "business_username_updates": {"username": "clinica.aurora", "status": "approved"},
    }


def _of_customer(config: Config, phone: Phone, at: int) -> dict[str, Value]:
    contacts = {"contacts": [webhooks.contact(phone, key=False)]}
    who = {"wa_id": phone.wa_id, "user_id": phone.user_id}
    to = {"to": config.display_phone_number, "event": "connect", "direction": "USER_INITIATED"}
    session = {"session": {"sdp": "v=0", "sdp_type": "offer"}}
    call = {"id": f"wacid.{at}", **webhooks.sender(phone), **to, "timestamp": str(at), **session}
    stop = {"detail": "User requested to stop marketing messages", "category": "marketing_messages", "value": "stop"}
    ids = {"previous": phone.user_id, "current": phone.user_id[:-1] + "X"}
    owners = {"previous_owner_role": "ai_agent", "new_owner_role": "customer_service", "metadata": "escalated"}
    return {
        "calls": {**contacts, "calls": [call]},
        "messaging_handovers": {
            "recipient": webhooks.metadata(config),
            "sender": {"phone_number": phone.wa_id},
            "type": "control_passed",
            "timestamp": str(at),
            "control_passed": owners,
        },
        "standby": {"standby": {**contacts, "messages": [{**webhooks.sender(phone), **_said(at)}]}},
        "user_id_update": {
            "user_id_update": [{"wa_id": phone.wa_id, "detail": "Changed", "user_id": ids, "timestamp": str(at)}]
        },
        "user_preferences": {**contacts, "user_preferences": [{**who, **stop, "timestamp": at}]},
    }


def _of_app(config: Config, phone: Phone, at: int) -> dict[str, Value]:
    """Return what the WhatsApp Business app on the same number tells (section 12)."""
    ours = {"from": config.display_phone_number, "to": phone.wa_id, "to_user_id": phone.user_id}
    said = {**_said(at), **webhooks.sender(phone), "history_context": {"status": "READ"}}
    thread = {
        "id": phone.wa_id,
        "messages": [said],
        "context": {"wa_id": phone.wa_id, "user_id": phone.user_id},
    }
    known = {"full_name": phone.name, "first_name": phone.name.partition(" ")[0], "phone_number": phone.wa_id}
    change = {"type": "contact", "contact": known, "action": "add", "metadata": {"timestamp": str(at)}}
    return {
        "history": {"history": [{"metadata": {"phase": 0, "chunk_order": 1, "progress": 55}, "threads": [thread]}]},
        "smb_app_state_sync": {"state_sync": [change]},
        "smb_message_echoes": {"message_echoes": [{**ours, **_said(at)}]},
    }


def _of_groups(phone: Phone, at: int) -> dict[str, Value]:
    group = {"timestamp": str(at), "group_id": "Y2FwaV9ncm91cDox", "request_id": "784D93D0C468593037EA0B1ECA245D9C"}
    joined = {"added_participants": [{"wa_id": phone.wa_id, "user_id": phone.user_id}]}
    created = {"type": "group_create", "subject": "Turma de terça", "description": "Aulas", **joined}
    renamed = {"type": "group_settings_update", "group_subject": {"text": "Turma de quarta", "update_successful": True}}
    added = {"type": "group_participants_add", "reason": "invite_link", **joined}
    return {
        "group_lifecycle_update": {"groups": [{**group, **created}]},
        "group_participants_update": {"groups": [{**group, **added}]},
        "group_settings_update": {"groups": [{**group, **renamed}]},
        "group_status_update": {"groups": [{**group, "type": "group_suspend"}]},
    }
