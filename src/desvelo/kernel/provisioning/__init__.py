"""What an identity provider asks of our accounts and groups by SCIM 2.0, read and judged; and what we say of ourselves.

Owns the protocol: filters, pages, changes, resources, errors.  Promises that of a resource only what is named here is
ever read, so nobody gives anybody a role by naming an attribute.  Never knows an account: what is asked comes in as a
document and goes out as values.

Source: RFC 7643, RFC 7644; docs/decisions/0056.
"""
