"""What each kind of act is called in a list, with its icon."""

from django.utils.translation import gettext as _


def acts() -> dict[str, tuple[str, str]]:
    """Return the word and the icon of each kind of act, by its tag."""
    return dict(sorted({**_about_customers(), **_about_the_house()}.items()))


def _about_customers() -> dict[str, tuple[str, str]]:
    return {
        "contact:erase": (_("Erased"), "trash-2"),
        "contact:find": (_("Looked up"), "search"),
        "contact:merge": (_("Joined"), "users-round"),
        "conversation:erase": (_("Erased"), "trash-2"),
        "conversation:move": (_("Moved"), "arrow-right-left"),
        "conversation:open": (_("Opened"), "eye"),
        "conversation:take": (_("Took"), "user-round-check"),
        "datum:compare": (_("Compared"), "equal"),
        "datum:dispute": (_("Reported as a mistake"), "megaphone"),
        "datum:erase": (_("Erased"), "trash-2"),
        "datum:hide": (_("Hid"), "shield-check"),
        "datum:reveal": (_("Showed"), "eye"),
        "erasure:approve": (_("Agreed to erase"), "user-round-check"),
        "erasure:ask": (_("Asked to erase"), "trash-2"),
        "erasure:cancel": (_("Took back"), "x"),
        "erasure:final": (_("Gone for good"), "shredder"),
        "file:describe": (_("Described"), "file-text"),
        "hold:lift": (_("Ended a hold"), "lock"),
        "hold:place": (_("Put on hold"), "lock"),
        "identity:confirm": (_("Confirmed"), "user-round-check"),
        "message:cover": (_("Hid more"), "scan-search"),
        "message:echo": (_("Wrote"), "smartphone"),
        "message:receive": (_("Protected"), "shield-check"),
        "message:write": (_("Wrote"), "corner-down-left"),
        "preference:state": (_("Stated"), "megaphone"),
        "record:mismatch": (_("Found a difference"), "triangle-alert"),
        "record:reseal": (_("Sealed again"), "lock"),
        "search:begin": (_("Searched"), "search"),
        "search:end": (_("Ended a search"), "search"),
        "restore:acknowledge": (_("Acknowledged a gap"), "triangle-alert"),
    }


def _about_the_house() -> dict[str, tuple[str, str]]:
    return {
        "audit:export": (_("Exported"), "file-text"),
        "detection:judge": (_("Reviewed"), "scale"),
        "entry:annotate": (_("Explained"), "pencil-line"),
        "factor:enrol": (_("Enrolled"), "key-round"),
        "factor:remove": (_("Removed"), "trash-2"),
        "factor:rename": (_("Renamed"), "pencil"),
        "installation:claim": (_("Set up"), "key-round"),
        "intake:purge": (_("Forgot"), "trash-2"),
        "intake:retry": (_("Put back"), "refresh-cw"),
        "intake:set_aside": (_("Set aside"), "lock"),
        "key:ask": (_("Asked to replace"), "key-round"),
        "key:copy": (_("Showed a copy"), "key-round"),
        "key:destroy": (_("Destroyed"), "shredder"),
        "key:renew": (_("New key"), "refresh-cw"),
        "key:rotate": (_("Replaced"), "refresh-cw"),
        "notice:alarm": (_("Warned"), "triangle-alert"),
        "number:alarm": (_("Found to be mended"), "triangle-alert"),
        "number:connect": (_("Connected"), "phone"),
        "number:mend": (_("Changed at Meta"), "phone"),
        "number:well": (_("Found well again"), "check"),
        "session:end": (_("Signed out"), "log-out"),
        "session:lock": (_("Locked"), "lock"),
        "session:prove": (_("Confirmed"), "shield-check"),
        "session:start": (_("Signed in"), "log-in"),
        "session:unlock": (_("Unlocked"), "log-in"),
        "template:ask": (_("Asked Meta"), "file-text"),
        "user:create": (_("Created"), "user-round"),
        "user:invite": (_("Invited"), "user-round"),
        "user:join": (_("Came in"), "user-round-check"),
        "user:uninvite": (_("Withdrew"), "user-round"),
    }
