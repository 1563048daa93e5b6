"""What an identity provider says in XML (SAML 2.0, Web Browser SSO): read, asked, believed or refused.

Owns which bytes are read at all, what metadata is taken, what a request says, and every check between an answer and the
name of a person.  Promises that what is read is what was signed, by a certificate that was given beforehand.  Reaches
no network and no database.  Needs the extra ``saml`` (lxml, signxml).

Source: SAML 2.0 Core and Profiles 4.1 (OASIS, with errata 05); security-design section 8; docs/decisions/0058.
"""
