"""The forms of an answer.  None holds the text of a message, only where something is and of which class."""
