"""Which words are English ones: what is spelt right is not mended into another word that it resembles."""

import re
from functools import cache

from spellchecker import SpellChecker

_BRITISH = (
    (re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"our(?=(?:s|ed|ing|able|ite|ites|hood|hoods)?$)"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"gramme(?=s?$)"), "gram"),
    (re.compile(r"(?<=[dcfp]en)c(?=es?$)"), "s"),
)


def is_english(word: str) -> bool:
    """Whether a word in lower case is spelt as English words are, in Britain or in America."""
    return bool(_words().known({word, *(pattern.sub(other, word) for pattern, other in _BRITISH)}))


@cache
def _words() -> SpellChecker:
    return SpellChecker(language="en", distance=1)
