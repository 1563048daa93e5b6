"""The material detection is judged by: how it is made, read and scored.

``material`` reads what was written by hand, ``values`` and ``numbers`` draw the data, ``voices`` says it as different
people would, ``making`` puts conversations together, ``figures`` says how much of what is there was found.
"""
