"""(c) Presidio with Brazilian rules: what it loads by itself for Portuguese, its card rule, and sixteen patterns more.

The pipeline is spaCy's blank Portuguese one: it splits words and nothing else, so no model is needed and none is
fetched.  The list of public suffixes is the one inside ``tldextract``; it is not asked for again either.

Runs in ``.venv-bench``.  Reads ``{"texts": [...]}`` from stdin, prints the mean time for one of them.

Frozen 2026-11-26.
"""

import json
import sys
import time

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import CreditCardRecognizer

LANGUAGE = "pt"
ROUNDS = 3
RULES = {
    "BR_CPF": (r"\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b", ("cpf", "documento", "titular")),
    "BR_CNPJ": (r"\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}/?[0-9A-Z]{4}-?\d{2}\b", ("cnpj", "empresa")),
    "BR_CEP": (r"\b\d{5}-?\d{3}\b", ("cep", "rua", "endereço")),
    "BR_RG": (r"\b\d{1,2}\.?\d{3}\.?\d{3}-?[0-9xX]\b", ("rg", "identidade")),
    "BR_CNH": (r"\b\d{11}\b", ("cnh", "habilitação")),
    "BR_PIS": (r"\b\d{3}\.?\d{5}\.?\d{2}-?\d\b", ("pis", "pasep", "nis")),
    "BR_VOTER": (r"\b\d{4} ?\d{4} ?\d{4}\b", ("título", "eleitor")),
    "BR_SUS": (r"\b[1-2789]\d{2} ?\d{4} ?\d{4} ?\d{4}\b", ("sus", "cns")),
    "BR_PLATE": (r"\b[A-Z]{3}-?\d[A-Z0-9]\d{2}\b", ("placa", "carro")),
    "BR_PIX": (r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", ("pix", "chave")),
    "BR_BANK": (r"\bag(?:ência|encia|\.)?:? ?\d{3,5}(?:-?[0-9xX])?\b", ("conta", "banco")),
    "BR_COURT": (r"\b\d{7}-?\d{2}\.?\d{4}\.?\d\.?\d{2}\.?\d{4}\b", ("processo",)),
    "CARD_EXPIRY": (r"\b(?:0[1-9]|1[0-2])/(?:20)?\d{2}\b", ("validade", "val", "vence")),
    "CARD_CVV": (r"\b(?:cvv|cvc|código de segurança)\D{0,6}\d{3,4}\b", ("cartão",)),
    "OTP_CODE": (r"\b\d{6}\b", ("código", "sms", "token")),
    "PASSWORD": (r"\bsenha\b\W{0,3}(?:é|eh|:)?\W{0,2}\S{4,}", ("login", "acesso")),
}


class BlankPortuguese(SpacyNlpEngine):
    """Presidio's own spaCy engine over a pipeline that is already there."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": LANGUAGE, "model_name": "blank"}])
        self.nlp = {LANGUAGE: spacy.blank(LANGUAGE)}


def engine() -> AnalyzerEngine:
    """Return the analyzer."""
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    registry = RecognizerRegistry(supported_languages=[LANGUAGE])
    registry.load_predefined_recognizers(languages=[LANGUAGE])
    registry.add_recognizer(CreditCardRecognizer(supported_language=LANGUAGE, context=["cartão", "crédito", "débito"]))
    for name, (shape, words) in RULES.items():
        registry.add_recognizer(_rule(name, shape, words))
    return AnalyzerEngine(registry=registry, nlp_engine=BlankPortuguese(), supported_languages=[LANGUAGE])


def _rule(name: str, shape: str, words: tuple[str, ...]) -> PatternRecognizer:
    pattern = Pattern(name, shape, 0.5)
    return PatternRecognizer(name, supported_language=LANGUAGE, patterns=[pattern], context=list(words))


def main() -> None:
    """Analyze every text some times; the best round counts, as for us."""
    texts, analyzer = json.load(sys.stdin)["texts"], engine()
    analyzer.analyze("cpf 529.982.247-25", language=LANGUAGE)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = sum(len(analyzer.analyze(text, language=LANGUAGE)) for text in texts)
        times.append(time.perf_counter() - begun)
    json.dump({"mean_us": min(times) / len(texts) * 1e6, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
