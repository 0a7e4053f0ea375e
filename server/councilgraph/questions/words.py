"""The words of a question: tokens with their places, and the regular forms of a word."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_PIECE = re.compile(r"\S+")
_EDGE = "?!.,;:\"“”‘'«»…"
_EXPANDED = {
    "cannot": "can not", "can't": "can not", "won't": "will not", "what's": "what is", "who's": "who is",
    "where's": "where is", "when's": "when is", "that's": "that is", "it's": "it is", "there's": "there is",
    "how's": "how is", "i'd": "i would", "i'm": "i am", "i've": "i have", "we've": "we have", "we're": "we are",
    "we'd": "we would", "you've": "you have", "they've": "they have", "they're": "they are",
    "who've": "who have", "who'd": "who had", "what're": "what are", "wouldn't": "would not", "wanna": "want to",
    "u": "you", "ur": "your", "dunno": "do not know",
    "whats": "what is", "whos": "who is", "wheres": "where is", "whens": "when is",
}  # fmt: skip
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case with its place in the question; `raw` is as typed, `owner` says "…'s"."""

    word: str
    raw: str
    start: int
    end: int
    owner: bool = False


def fold(text: str) -> str:
    """Text with plain quotes and dashes, composed, so that what looks the same is the same."""
    text = unicodedata.normalize("NFKC", text)
    return text.translate(str.maketrans("’‘´`“”–—‑", "''''\"\"---"))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a folded text, in order; hyphened words are several, references stay whole."""
    pieces = list(_PIECE.finditer(text))
    after = [*(piece[0] for piece in pieces[1:]), ""]
    return tuple(
        token
        for piece, following in zip(pieces, after, strict=True)
        # A dash between words is none of them; between figures it means "to".
        if piece[0].strip("-") or following[:1].isdigit()
        for token in _split(piece[0], piece.start())
    )


def _split(piece: str, start: int) -> Iterator[Token]:
    left = len(piece) - len(piece.lstrip(_EDGE + "("))
    core = piece[left:].rstrip(_EDGE)
    if core.count(")") > core.count("("):
        core = core.rstrip(")" + _EDGE)
    start += left
    word = core.lower()
    if not word:
        return
    if word in ("p.a", "p.a."):
        yield Token("p.a.", core, start, start + len(core))
        return
    expanded = _EXPANDED.get(word) or (f"{word[:-3]} not" if word.endswith("n't") else "")
    if expanded:
        yield from (Token(part, core, start, start + len(core)) for part in expanded.split())
        return
    if re.fullmatch(r"[^\W\d]+(?:[-/&][^\W\d]+)+(?:'s)?", word):
        for part in re.finditer(r"[^-/&]+", core):
            yield _plain(part[0], start + part.start())
        return
    yield _plain(core, start)


def _plain(core: str, start: int) -> Token:
    word, owner = core.lower(), False
    if word.endswith(("'s", "s'")):
        word, owner = (word[:-2], True) if word.endswith("'s") else (word[:-1], True)
    return Token(word, core, start, start + len(core), owner)


def phrase(text: str) -> tuple[str, ...]:
    """A phrase of the lexicon as the words that a question would have."""
    return tuple(token.word for token in tokens(fold(text)))


def forms(word: str) -> set[str]:
    """The regular forms of a word: plural or third person, past, participle."""
    if not re.fullmatch(r"[a-z]{2,}", word):
        return {word}
    plain = {word + ending for ending in ("ed", "ing")} if word.endswith("et") else set()
    return {word, _with_s(word), *(_with_ending(word, ending) for ending in ("ed", "ing")), *plain}


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")


def _with_ending(word: str, ending: str) -> str:
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1] + ending
    if word.endswith("y") and word[-2] not in _VOWELS and ending == "ed":
        return word[:-1] + "ied"
    doubled = len(word) <= 6 and re.fullmatch(r"[a-z]*[^aeiou][aeiou][bdgklmnprt]", word)
    return word + (word[-1] if doubled and not word.endswith(("er", "en", "it", "al")) else "") + ending


def key(text: str) -> str:
    """Text for comparing names: folded, lower case, words only."""
    plain = unicodedata.normalize("NFKD", fold(text).replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def phrase_at(tokens: Sequence[Token], index: int, phrases: Sequence[str]) -> tuple[str, int]:
    """The longest of some phrases that begins at a token, "" where none does, and the token after it."""
    if index >= len(tokens):
        return "", index
    for phrase, parts in _parted(tuple(phrases)).get(tokens[index].word, ()):
        if [token.word for token in tokens[index : index + len(parts)]] == parts:
            return phrase, index + len(parts)
    return "", index


@cache
def _parted(phrases: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, Sequence[str]]]]:
    """Phrases by their first word, longest first, with their words."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase.split()[0], []).append((phrase, phrase.split()))
    return found


def text_of(tokens: Sequence[Token], at: tuple[int, int]) -> str:
    """Some tokens as typed."""
    return " ".join(token.raw for token in tokens[at[0] : at[1]])
