"""When a word has said its say: the number right behind "cpf" is the CPF, the one behind that is another.

A keyword reaches some way ahead, because people write "cpf do titular da conta: ...".  A whole number in between uses
it up, so that the telephone in ``cpf 52998224725, 11 98888-7777`` is judged by itself.

>>> from desvelo.kernel.detection.lexicon import Claim, Lexicon
>>> reading = Reading("cpf 52998224725, 11 98888-7777", lexicon=Lexicon([Claim("CPF", ("cpf",), ())]))
>>> cue = reading.nearest(17, 30)
>>> is_spent(reading, cue, 4), is_spent(reading, cue, 17)
(False, True)
"""

from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading

_A_WHOLE_NUMBER = 8


def is_spent(reading: Reading, cue: Cue | None, start: int) -> bool:
    """Tell whether *cue* stands before *start* with the digits of a whole number in between."""
    if cue is None or cue.end > start:
        return False
    between = reading.groups_between(cue.end, start)
    return sum(group.end - group.start for group in between) >= _A_WHOLE_NUMBER
