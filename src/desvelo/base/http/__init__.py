"""The one way out: every request this product makes to another machine goes through ``GuardedClient``.

It owns where a request may go (scheme, host, address), for how long and how much may come back.  It promises that
nothing a stranger wrote can make us call our own network, and that a failure says whether the far end may have acted.
It never follows a redirect, keeps a cookie, reads a proxy from the environment, or sends a token to another origin.
"""
