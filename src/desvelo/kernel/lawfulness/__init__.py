"""When a company may write to somebody and keep what they say: legal bases, cases, consents, stops, secure forms.

Owns the rules alone: it decides, names what is wrong, and says what to do.  It reads no clock, stores nothing, sends
nothing, and knows no person: whoever asks hands in what happened, and when it is.  Whatever is missing is a no.

Source: LGPD (Lei 13.709/2018); GDPR; WhatsApp Business Messaging Policy; decision 0062.
"""
