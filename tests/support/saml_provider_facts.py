"""What the identity provider of the tests that speaks SAML and the desk both know."""

PERSON = "7-persistent"
PASSWORD_CLASS = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
TWO_FACTORS = "https://refeds.org/profile/mfa"
