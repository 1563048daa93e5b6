"""What identity providers do with our accounts (SCIM 2.0): make them, name them, put them into groups, shut them.

Owns the tokens they show, whom they know here and as whom, and what their groups stand for.  Promises that a provider
reaches its own people alone, that a group gives nothing before IT says what it stands for, and that who is shut out is
out at once.  Never gives the roles of IT, officer or auditor, never ties an account by e-mail, never lets back in who
was shut out: that takes two people of ours.

Source: RFC 7643, RFC 7644; security-design sections 8 and 9; docs/decisions/0056.
"""
