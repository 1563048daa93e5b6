"""People, teams, sessions and the gate.

It owns who a person is, which teams they belong to, and the proof of it that a request carries.  It promises that no
action or query of another context runs for somebody who may not ask for it, and that a refusal is on record.  It never
opens content, and never tells whether something outside a person's scope exists.
"""
