"""The desk: where people answer.

It owns the conversation (team, person in charge, what waits) and the screens of attending.  It promises that a person
sees the conversations of their own teams and no others, in page, fragment, stream and reveal, and that no screen of it
ever holds a value that detection found.
"""
