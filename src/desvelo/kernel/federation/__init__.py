"""What an identity provider says of a person, read and judged: discovery, the request, the ID token.

Owns the rules of OpenID Connect's code flow as a client has to follow them.  Promises that whatever is returned was
signed by the expected issuer, for this client, for this try, a moment ago.  Never fetches anything: documents and keys
come in as bytes.

Source: OpenID Connect Core 1.0; OpenID Connect Discovery 1.0; RFC 7636, 8176, 8725, 9207, 9700.
"""
