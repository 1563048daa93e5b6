from desvelo.kernel.detection.lexicon import Claim, Lexicon

LEXICON = Lexicon([Claim("CPF", ("cpf",), ()), Claim("OTP", ("codigo de verificacao",), ("codigo",))])


def cues(folded):
    return [(folded[cue.start : cue.end], sorted(cue.kinds)) for cue in LEXICON.cues(folded)]


def test_a_phrase_beats_its_first_word():
    assert cues("codigo de verificacao") == [("codigo de verificacao", ["OTP"])]


def test_the_head_names_the_value():
    assert cues("cpf do pedido") == [("cpf do pedido", ["CPF"])]
    assert cues("cpf do titular da conta") == [("cpf do titular da conta", ["CPF"])]


def test_a_loose_head_takes_its_meaning_from_what_follows():
    assert cues("codigo do produto") == [("produto", [])]


def test_a_harmless_head_gives_way_to_what_must_be_masked():
    assert cues("nota no cpf") == [("cpf", ["CPF"])]


def test_a_loose_word_right_behind_a_rival_belongs_to_it():
    assert cues("produto codigo 12") == [("produto codigo", [])]


def test_words_apart_are_two_keywords():
    assert cues("cpf e pedido") == [("cpf", ["CPF"]), ("pedido", [])]


def test_a_rival_that_a_detector_claims_is_a_rival_to_all_others_only():
    claimed = Lexicon([Claim("PIS", ("pis",), ())])

    assert (LEXICON.cues("pis")[0].kinds, LEXICON.cues("pis")[0].rival) == (frozenset(), True)
    assert (claimed.cues("pis")[0].kinds, claimed.cues("pis")[0].rival) == ({"PIS"}, True)
    assert LEXICON.cues("cpf")[0].rival is False


def test_what_is_asked_for_at_a_counter_has_a_number_of_its_own():
    claimed = Lexicon([Claim("RG", ("rg",), ()), Claim("CPF", ("cpf",), ())])

    assert claimed.cues("protocolo do rg")[0].kinds == frozenset()
    assert claimed.cues("rg do protocolo")[0].kinds == {"RG"}
    assert claimed.cues("protocolo do cpf")[0].kinds == {"CPF"}


def test_a_loose_head_takes_its_meaning_from_a_document_too():
    claimed = Lexicon([Claim("OTP", (), ("codigo",)), Claim("CNH", ("cnh",), ())])

    assert [cue.kinds for cue in claimed.cues("codigo da cnh")] == [{"CNH"}]


def test_two_detectors_may_claim_one_word():
    both = Lexicon([Claim("A", ("codigo de seguranca",), ()), Claim("B", ("codigo de seguranca",), ())])

    assert both.cues("codigo de seguranca")[0].kinds == {"A", "B"}
