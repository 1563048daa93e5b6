"""Signing in by an identity provider outside (OpenID Connect, authorization code with PKCE).

Owns which providers are connected, who a person is at each, and the way there and back.  Promises that nobody is let in
whom the provider did not name a moment ago, for us, in this browser, and that an account is tied to a provider by the
person alone: with the code of an invitation, or signed in and with a factor just shown.  Never ties by e-mail, never
believes a provider about a second factor that it does not assert, never keeps a token.

Source: security-design section 8 (OIDC); ASVS v5.0.0-6.8, 9, 10; docs/decisions/0054.
"""
