"""Telling the name of a person from the words around it.

Owns: the lists of Brazilian names, the candidates of a message, what speaks for and against each, and the weights.
Promises: a decision is a sum of named weights that can be printed.  Never: a model that nobody can read.
"""
