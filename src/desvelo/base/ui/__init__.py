"""The look of the desk: one style sheet, one sprite, small scripts, and the components every page is made of."""
