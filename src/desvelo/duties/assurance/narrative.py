"""An entry of the log as a whole sentence: in the drawer, to the person who did it, and to the customer it is about.

In Portuguese and in English the past tense is the same for «you» and for a name, so one sentence serves both.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.duties.assurance import sentences
from desvelo.duties.assurance.sentences import Names
from desvelo.guards.audit.queries import LoggedEntry

_SHOWN_TO_CUSTOMERS = frozenset({"datum:reveal", "datum:compare"})


def told(entry: LoggedEntry, *, names: Names, who: str = "") -> str:
    """Say what happened; *who* replaces the name, as «You» does."""
    parts = {
        "who": who or sentences.who(entry, names=names).name,
        "customer": names.customers.get(entry.contact, "") if entry.contact else "",
        "data": _data(entry),
        "entry": entry.objects.get("entry", ""),
    }
    parts["customer"] = parts["customer"] or _("a customer")
    said = _tried(entry) if entry.is_refused else _done(entry)
    if not said:
        return _plain(entry, names=names, who=parts["who"])
    return (said % parts).replace("..", ".")  # a short name ends with a full stop of its own


def for_customer(entry: LoggedEntry, *, teams: list[str]) -> str:
    """Say what the customer will read about it; nothing for what does not concern their data."""
    if entry.tag not in _SHOWN_TO_CUSTOMERS or entry.is_refused or entry.contact is None:
        return ""
    local = timezone.localtime(entry.at)
    parts = {
        "date": date_format(local, _("F j")),
        "time": wording.hour(entry.at),
        "team": teams[0] if len(teams) == 1 else "",
        "data": look(entry.objects.get("label", "")).short,
        "reason": sentences.why(entry).lower() or _("comparison"),
    }
    if entry.tag == "datum:compare":
        return _("On %(date)s, at %(time)s, a person of our team compared this piece of your data: %(data)s.") % parts
    if parts["team"]:
        return (
            _(
                "On %(date)s, at %(time)s, a person of the %(team)s team saw this piece of your data: %(data)s. "
                "Reason given: %(reason)s."
            )
            % parts
        )
    return (
        _(
            "On %(date)s, at %(time)s, a person of our team saw this piece of your data: %(data)s. "
            "Reason given: %(reason)s."
        )
        % parts
    )


def _done(entry: LoggedEntry) -> str:
    """Return the sentence of an act, with places for who, customer and data; nothing for one that has no sentence."""
    if entry.tag == "message:receive":
        return _received(entry)
    if entry.tag == "message:write":
        return _written(entry)
    if entry.tag == "key:destroy":
        return _destroyed(entry)
    return {
        **_about_backups(),
        **_about_canaries(),
        **_about_conversations(),
        **_about_recovery(),
        **_about_erasing(),
        **_about_two_people(),
        **_about_teams(),
        **_about_providers(),
        **_about_provisioning(entry),
        **_about_vouching(),
        "audit:export": _exported(entry),
        "detection:judge": _("%(who)s reviewed whether %(data)s was rightly hidden."),
        "entry:annotate": _("%(who)s explained that entry no. %(entry)s was a mistake."),
        "factor:enrol": _("%(who)s enrolled a second factor."),
        "file:describe": _("More became known of a file of %(customer)s."),
        "installation:claim": _("%(who)s set this installation up with the code of its terminal."),
        "intake:purge": _("What was set aside long ago and was nobody's of ours was forgotten."),
        "intake:retry": _("What had been set aside was put back into the queue by hand."),
        "intake:set_aside": _("What waited for a lost intake key was set aside, still closed."),
        "key:ask": _("%(who)s asked for the weekly key to be replaced now."),
        "key:copy": _("%(who)s showed that they hold a whole copy of the keys."),
        "key:renew": _("The key of %(customer)s was replaced, and all that is sealed for them was sealed anew."),
        "key:rotate": _("Another weekly key took over. What the old one closed is being wrapped anew."),
        "message:cover": _("Detection improved, and more was hidden in a message of %(customer)s."),
        "message:echo": _("A message to %(customer)s left our number elsewhere, on the phone or by another app."),
        "notice:alarm": _("WhatsApp sent an alarm about an account or a number of ours."),
        "number:alarm": _("A check of a number's connection at Meta, well before, failed."),
        "number:connect": _("A number was connected."),
        "number:mend": _("%(who)s changed the connection of a number at Meta."),
        "number:well": _("A check of a number's connection at Meta that had failed is well again."),
        "officer:appoint": _("%(who)s said who the data protection officer on the public pages is."),
        "officer:refuse": _("A data protection officer whom nobody here named was taken away."),
        "preference:state": _stated(entry),
        "record:adopt": _("What is sealed for customers beside messages was taken over as it was."),
        "record:keep": _("What is kept sealed for %(customer)s beside messages changed."),
        "record:mismatch": _("A sealed record is not as the log says it was stored."),
        "record:reseal": _("Records of %(customer)s were sealed again with another key."),
        "restore:acknowledge": _("%(who)s and a second person acknowledged that entries known elsewhere are lost."),
        "search:begin": _("%(who)s searched the messages of their teams for words, which are not recorded."),
        "search:end": _("The search of %(who)s ended."),
        "session:close": _("%(who)s signed out whoever was signed in: one person, or everybody."),
        "session:end": _("%(who)s signed out."),
        "session:start": _("%(who)s signed in."),
        "user:create": _("An account was created."),
        "user:invite": _("%(who)s invited somebody to work here."),
        "user:join": _("%(who)s took the place they were invited to."),
        "user:uninvite": _("%(who)s took an invitation back."),
    }.get(entry.tag, "")


def _about_backups() -> dict[str, str]:
    return {
        "backup:find": _("Backups were found that this installation, restored from an older one, did not know of."),
        "backup:make": _("A backup was written, sealed; the keys of customers apart."),
        "backup:remove": _("A backup that had expired, or was not finished, was removed."),
        "backup:restore": _("This installation was restored from a backup and verified."),
    }


def _about_conversations() -> dict[str, str]:
    return {
        "contact:find": _("%(who)s looked for whose an identifier is, in their own teams."),
        "contact:merge": _("Two contacts turned out to be %(customer)s, and became one."),
        "conversation:move": _("%(who)s moved the conversation of %(customer)s to another team."),
        "conversation:move_back": _("%(who)s took back the conversation of %(customer)s, moved a moment before."),
        "conversation:open": _("%(who)s opened the conversation of %(customer)s."),
        "conversation:take": _("%(who)s took the conversation of %(customer)s."),
        "datum:compare": _("%(who)s compared %(data)s of %(customer)s with what was said, without seeing it."),
        "datum:dispute": _("%(who)s reported that %(data)s of %(customer)s was hidden by mistake."),
        "datum:extend": _("%(who)s had %(data)s of %(customer)s stay on the screen longer."),
        "datum:hide": _("%(who)s hid by hand in a message of %(customer)s what detection had missed."),
        "datum:reveal": _("%(who)s saw %(data)s of %(customer)s."),
        "note:write": _("%(who)s wrote a note among us in the conversation of %(customer)s."),
    }


def _about_erasing() -> dict[str, str]:
    return {
        "contact:erase": _("The data of a customer was erased, and the key with it."),
        "conversation:erase": _("A conversation with %(customer)s was erased."),
        "datum:erase": _("A piece of data of %(customer)s was erased."),
        "erasure:approve": _("%(who)s agreed, as the second person, that data of %(customer)s be erased."),
        "erasure:ask": _("%(who)s asked that data of %(customer)s be erased."),
        "erasure:cancel": _("%(who)s took back that data of %(customer)s be erased."),
        "erasure:final": _("Nothing that is kept opens any more what was erased two weeks before: keys and copies."),
        "erasure:void": _("An erasure was refused: nobody of ours asked for it, or it had been taken back."),
        "hold:lift": _("%(who)s ended the hold on the data of %(customer)s."),
        "hold:place": _("%(who)s put the data of %(customer)s on hold: it must be kept."),
    }


def _about_two_people() -> dict[str, str]:
    return {
        "approval:agree": _("%(who)s agreed, as the second person, to what another had asked for."),
        "approval:answer": _("%(who)s answered what a second person asked before deciding."),
        "approval:question": _("%(who)s asked back before deciding, as the second person."),
        "approval:ask": _("%(who)s asked for a second person's word."),
        "approval:refuse": _("%(who)s refused, as the second person, what another had asked for."),
        "approval:take_back": _("%(who)s took back what they had asked a second person for."),
        "approval:void": _("A request for a second person's word was refused: nobody of ours made it."),
        "glass:explain": _("%(who)s explained why they saw data of %(customer)s in an emergency."),
        "glass:review": _("%(who)s reviewed an emergency in which data of %(customer)s was seen."),
        "review:begin": _("%(who)s began a review of what everybody may do."),
        "review:decide": _("%(who)s decided in the access review about one person."),
        "review:finish": _("%(who)s finished the access review; its digest is in this entry."),
        "user:reinstate": _("An account enters again, as %(who)s agreed and another had asked."),
        "reading:change": _("%(who)s changed how long protected data stays on their screen."),
        "password:change": _("%(who)s changed their password."),
        "user:suspend": _("%(who)s suspended an account: it enters nothing any more."),
        "work:transfer": _("%(who)s handed on what somebody who leaves had open."),
        "watermark:find": _("%(who)s looked for whose screen a watermark is from."),
        "stop:see": _("%(who)s saw that a colleague was stopped for looking at too much."),
        "rules:refuse": _(
            "The policies were found not to be as they were decided: nothing is shown until they are set."
        ),
        "rules:relax": _("Policies became looser, as %(who)s agreed and another had asked."),
        "rules:tighten": _("%(who)s made policies tighter."),
    }


def _about_teams() -> dict[str, str]:
    return {
        "glass:enter": _("%(who)s entered a restricted team in an emergency."),
        "pass:end": _("%(who)s ended an access to a restricted team before its time."),
        "pass:give": _("%(who)s let somebody into a restricted team for some hours."),
        "pass:refuse": _("An access to a restricted team was refused: nobody of ours gave it."),
        "role:change": _("%(who)s changed what a role of the company's own may do."),
        "role:give": _("%(who)s gave somebody another role."),
        "role:make": _("%(who)s made a role of the company's own."),
        "role:refuse": _("A role of the company's own gives nothing: it is not as it was made."),
        "role:widen": _("A role may do more, as %(who)s agreed and another had asked."),
        "team:add": _("%(who)s added somebody to a team."),
        "team:make": _("%(who)s made a team."),
        "team:open": _("A restricted team was opened, as %(who)s agreed and another had asked."),
        "team:refuse": _("A team counts as restricted: its kind is not what was decided."),
        "team:remove": _("%(who)s took somebody out of a team."),
        "team:rename": _("%(who)s gave a team another name."),
        "team:restrict": _("%(who)s made a team restricted."),
    }


def _about_vouching() -> dict[str, str]:
    return {
        "grant:adopt": _("An account of before was taken over as it was."),
        "grant:refuse": _("An account was refused: its role, teams or factors are not what was given."),
        "grant:vouch": _("At the machine this runs on, an account was said to be as it was given."),
        "invitation:refuse": _("An invitation was refused: nobody of ours made it."),
        "session:refuse": _("A session was refused: nobody signed in for it."),
    }


def _about_providers() -> dict[str, str]:
    return {
        "factor:link": _("%(who)s connected their account at an identity provider."),
        "factor:unlink": _("%(who)s disconnected their account at an identity provider."),
        "provider:change": _("%(who)s changed an identity provider: its secret, certificates, or whether it is on."),
        "provider:check": _("%(who)s tested the connection with an identity provider."),
        "provider:connect": _("%(who)s connected an identity provider."),
        "provider:refuse": _("An identity provider was refused: it is not as it was connected."),
        "provider:remove": _("%(who)s removed an identity provider."),
    }


def _about_recovery() -> dict[str, str]:
    return {
        "device:forget": _("%(who)s had a device forgotten on which they had entered before."),
        "door:see": _("%(who)s saw a notice about the door."),
        "factor:hold": _("From now on %(who)s enters with passkeys alone."),
        "factor:loosen": _("An account may enter otherwise than with passkeys, as %(who)s agreed."),
        "recovery:issue": _("Whoever runs the machine gave somebody of IT a code that lets them in once."),
        "recovery:keep": _("%(who)s said that they keep their recovery codes."),
        "recovery:link": _("%(who)s made the link by which somebody begins anew, as another had agreed."),
        "recovery:make": _("%(who)s made new recovery codes; those of before are void."),
        "recovery:refuse": _("A recovery link was refused: nobody of ours made it."),
        "recovery:use": _("%(who)s used a recovery code: every session ended, and another factor has to be enrolled."),
        "user:recover": _("%(who)s began anew with their account, as two people had agreed."),
    }


def _about_provisioning(entry: LoggedEntry) -> dict[str, str]:
    by_provider = {
        "user:suspend": _("An identity provider said that somebody left: the account enters nothing any more."),
        "work:transfer": _("What somebody had open whom an identity provider shut out was handed on."),
        "factor:link": _("An identity provider said who somebody is there: the account is tied to it."),
    }
    return {
        "group:change": _("An identity provider changed a group: its name, or who is in it."),
        "group:provision": _("An identity provider sent a group, which gives nothing yet."),
        "group:unprovision": _("An identity provider took a group away: its members have left it."),
        "provisioning:allow": _("%(who)s made a token by which an identity provider makes and shuts accounts."),
        "provisioning:map": _("%(who)s said which team a group of an identity provider stands for."),
        "provisioning:refuse": _("Something was found that no identity provider had sent: it gives nothing."),
        "provisioning:revoke": _("%(who)s revoked a token of an identity provider."),
        "user:change": _("An identity provider changed an account: its name, its e-mail, or that it may enter."),
        "user:place": _("Somebody has the teams and the role that their groups at a provider stand for."),
        "user:provision": _("An identity provider made an account, or found out that it knows one."),
        "user:unprovision": _("An identity provider took an account away: it enters nothing any more."),
        **(by_provider if entry.actor is None and "provider" in entry.objects else {}),
    }


def _about_canaries() -> dict[str, str]:
    return {
        "alarm:see": _("%(who)s saw the alarm about a bait that was opened."),
        "canary:open": _("The key of a bait was opened: a contact that nobody has work with."),
        "key:reconcile": _("A day of what keys of customers were opened for was compared with this log."),
        "key:unlogged": _("Keys of customers were opened in somebody's name, and nothing in this log says what for."),
        "key:refuse": _("%(who)s had keys of more customers opened than work needs; no more were given."),
        "canary:plant": _("A bait was planted at the machine this runs on, among the contacts of a team."),
        "canary:remove": _("A bait was removed at the machine this runs on."),
    }


def _exported(entry: LoggedEntry) -> str:
    if entry.actor is None:
        return _("The whole log was exported at the machine it runs on.")
    if entry.objects.get("kind") == "audit_list":
        return _("%(who)s exported entries of the log.")
    return _("%(who)s exported the whole log.")


def _destroyed(entry: LoggedEntry) -> str:
    if entry.objects.get("kind") == "epoch":
        return _("A weekly key was destroyed. Nothing was left under it; what had been erased stays closed for good.")
    return _("An intake key was destroyed. What was left under it cannot be opened any more.")


def _received(entry: LoggedEntry) -> str:
    if entry.objects.get("found"):
        return _("%(customer)s wrote. Protected on arrival: %(data)s.")
    return _("%(customer)s wrote. The message was sealed.")


def _written(entry: LoggedEntry) -> str:
    if entry.objects.get("automatic") == "true":
        return _("An automatic notice went to %(customer)s.")
    return _("%(who)s wrote to %(customer)s.")


def _stated(entry: LoggedEntry) -> str:
    if entry.objects.get("wants_marketing") == "true":
        return _("%(customer)s said that they want promotions again.")
    return _("%(customer)s said that they want no promotions.")


def _tried(entry: LoggedEntry) -> str:
    return {
        "audit:export": _("%(who)s tried to export the log, and was refused."),
        "audit:read": _("%(who)s tried to read what is not theirs in the log, and was refused."),
        "conversation:assign": _("%(who)s tried to take or move a conversation, and was refused."),
        "conversation:read": _("%(who)s tried to open a conversation, and was refused."),
        "conversation:reply": _("%(who)s tried to answer a conversation, and was refused."),
        "datum:compare": _("%(who)s tried to compare %(data)s, and was refused."),
        "datum:reveal": _("%(who)s tried to see %(data)s, and was refused."),
        "session:guess": _("Too many tries at one account or from one network: more are not read for a while."),
        "session:start": _("Somebody tried to sign in, and was refused."),
        "team:enter": _("%(who)s stood before a restricted team, and was not let in."),
    }.get(entry.tag, _("%(who)s tried something that is not permitted, and was refused."))


def _plain(entry: LoggedEntry, *, names: Names, who: str) -> str:
    """Put an act that has no sentence of its own side by side."""
    what = sentences.about_in_words(entry, names=names)
    parts = [who, sentences.did(entry).text.lower(), what]
    return " · ".join(filter(None, parts))


def _data(entry: LoggedEntry) -> str:
    """Name the classes of data the entry is about, each with its article."""
    label = entry.objects.get("label", "")
    found = [part for part in entry.objects.get("found", "").split(",") if part]
    named = [str(look(each).one) for each in dict.fromkeys([label] if label else found)]
    return ", ".join(named) or _("protected data")
