"""Brazilian facts shared by several detectors: the area codes in use.

Source: Anatel, Plano Geral de Códigos Nacionais (Resolução 749/2022, annex), 67 codes; read 2026-11-24.
"""

AREA_CODES = frozenset(
    str(code)
    for tens, ones in (
        (1, "123456789"), (2, "12478"), (3, "1234578"), (4, "123456789"), (5, "1345"),
        (6, "123456789"), (7, "134579"), (8, "123456789"), (9, "123456789"),
    )
    for code in (tens * 10 + int(one) for one in ones)
)  # fmt: skip
