"""Keys that their issuer marks: what stands before the random part, so that scanners of code may find a leaked one.

``FORM`` finds them in folded text; ``is_issued`` looks at what was typed, because some issuers write in capitals only.

Source: the prefixes as GitHub, GitLab, Slack, Stripe, OpenAI, Google, AWS, Meta, SendGrid, npm, PyPI, DigitalOcean,
Hugging Face, Shopify, Mercado Pago, Asaas, Square, Mailgun, Notion, Linear, Mapbox, age and Telegram document them
(read 2026-11-26); RFC 7519 (a JSON Web Token begins with an encoded brace and a quote, ``eyJ``).

>>> FORM.search("uso ghp_16c7e42f292c6912e7710c838347ae178b4a aqui").span()
(4, 44)
>>> is_issued("AKIAIOSFODNN7EXAMPLE"), is_issued("asiaminorprovinces77")
(True, False)
"""

import re

FORM = re.compile(
    r"(?<![a-z0-9])(?:"
    r"sk-[a-z0-9_\-]{16,250}|[spra]k_(?:live_|test_)[a-z0-9_]{12,250}|[spr]k_[a-z0-9]{16,250}|rzp_(?:live"
    r"|test)_[a-z0-9]{12,40}|dp\.[a-z]{2,4}\.[a-z0-9._]{20,80}|(?:r8|gsk|xai|pplx|nvapi|dckr_pat|hvs|tfp|whop|re"
    r"|ops|sbp|phc|sntrys|cfut|sb_secret|fo1|figd|pat|vercel|tvly)[_\-](?=[a-z_\-]{0,30}[0-9])[a-z0-9_\-]{20,120}"
    r"|whsec_[a-z0-9+/=_\-]{16,100}"
    r"|gh[pousr]_[a-z0-9]{20,250}|github_pat_[a-z0-9_]{20,250}|gl(?:pat|dt|rt|cbt|ptt)-[a-z0-9_\-]{16,100}"
    r"|xox[abeprs]-[a-z0-9\-]{16,250}|xapp-[a-z0-9\-]{16,250}|(?:akia|asia)[a-z0-9]{16}(?![a-z0-9])"
    r"|aiza[a-z0-9_\-]{30,45}"
    r"|ya29\.[a-z0-9_\-]{20,250}|gocspx-[a-z0-9_\-]{16,60}|eaa[a-z0-9]{40,300}"
    r"|sg\.[a-z0-9_\-]{16,40}\.[a-z0-9_\-]{16,80}"
    r"|npm_[a-z0-9]{30,50}|pypi-[a-z0-9_\-]{30,250}|do[opr]_v1_[a-z0-9]{40,80}|hf_[a-z0-9]{24,60}"
    r"|shp(?:at|ca|pa|ss)_[a-z0-9]{24,40}"
    r"|app_usr-[a-z0-9\-]{20,100}|test-[0-9]{10,20}-[a-z0-9\-]{20,100}|sq0[a-z]{3}-[a-z0-9_\-]{20,60}|key-[a-f0-9]{32}"
    r"|secret_[a-z0-9]{32,60}|ntn_[a-z0-9]{30,60}|lin_api_[a-z0-9]{30,60}|pk\.eyj[a-z0-9_\-.]{20,250}"
    r"|age-secret-key-1[a-z0-9]{40,80}"
    r"|(?<![_\-])eyj[a-z0-9_\-]{8,2000}\.[a-z0-9_\-]{8,4000}(?:\.[a-z0-9_\-]{0,2000})?|[0-9]{8,10}:aa[a-z0-9_\-]{30,40}"
    r")|\$aact_[a-z0-9_=\-:]{20,250}"
)
_SHORTEST = 16


def is_issued(written: str) -> bool:
    """Tell whether a word of that form is what its issuer makes: with digits, AWS and Google in their own capitals."""
    start = written[:4].upper()
    if start in {"AKIA", "ASIA"}:
        return written.isupper()
    if start in {"AIZA", "YA29"}:
        return written.startswith(("AIza", "ya29"))
    if start.startswith("EAA"):
        return written.startswith("EAA") and is_mixed(written)
    return any(map(str.isdigit, written)) or len(set(written)) > _SHORTEST


def is_mixed(written: str) -> bool:
    """Tell whether *written* has capitals, small letters and digits."""
    return all(any(map(kind, written)) for kind in (str.isupper, str.islower, str.isdigit))
