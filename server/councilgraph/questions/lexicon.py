"""What words mean: asks, concepts, words that carry nothing; and misspelt words put right."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from councilgraph import resources
from councilgraph.questions import counting, days, english, sums
from councilgraph.questions.words import Token, forms, phrase

STOP, ASK, CONCEPT, REFUSED = "stop", "ask", "concept", "refused"
_LONGEST = 8
_ASKING = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how", "whether", "if"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: `sort` is STOP, ASK, CONCEPT or REFUSED, `name` which one."""

    sort: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning found at the tokens first to last (half open)."""

    meaning: Meaning
    first: int
    last: int


@dataclass(frozen=True)
class Lexicon:
    """Phrases with their meanings, values that concepts give, properties that they name or papers differ on."""

    phrases: Mapping[tuple[str, ...], Meaning]
    fills: Mapping[str, Sequence[Mapping[str, str]]]
    properties: Mapping[str, str]
    differing: Mapping[str, str]
    orders: Mapping[str, str]
    restates: Mapping[str, str]
    words: frozenset[str]
    misspelt: Mapping[str, str]
    openings: frozenset[tuple[str, ...]]
    closings: frozenset[tuple[str, ...]]
    padding: frozenset[str]
    telling: frozenset[str]
    roles: frozenset[str]

    def asked(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The question itself, without what people say before and after it."""
        first, last = 0, len(tokens)
        while length := self._said(tokens[first:last], self.openings, from_end=False) or self._said_who(
            tokens[first:last]
        ):
            first += length
        while length := self._said(tokens[first:last], self.closings, from_end=True):
            last -= length
        first += self._led_up(tokens[first:last])
        return _positive(_uncleft(tokens[first:last]))

    def _led_up(self, tokens: Sequence[Token]) -> int:
        """How many words before the first asking one only lead up to it: "I could do with knowing who …"."""
        first = next((index for index, token in enumerate(tokens) if token.word in _ASKING), 0)
        words = {token.word for token in tokens[:first]}
        return first if words & self.telling and words <= self.padding | self.telling else 0

    def _said_who(self, tokens: Sequence[Token]) -> int:
        """How many words at the start say who asks: "as a parish clerk", "I am a resident and"."""
        words = tuple(token.word for token in tokens)
        lead = next((len(one) for one in _AS if words[: len(one)] == one), 0)
        last = lead
        while last < len(words) - 1 and words[last] in self.roles:
            last += 1
        if not lead or last == lead or last >= len(words) - 1:
            return 0
        return last + (words[last] in ("and", "so"))

    @staticmethod
    def _said(tokens: Sequence[Token], phrases: Collection[tuple[str, ...]], from_end: bool) -> int:
        """How many words of the tokens, at their start or end, are one of the phrases; some word must remain."""
        words = tuple(token.word for token in tokens)
        for length in range(min(_LONGEST + 4, len(words) - 1), 0, -1):
            if (words[-length:] if from_end else words[:length]) in phrases:
                return length
        return 0

    def find(self, tokens: Sequence[Token], taken: Sequence[bool]) -> list[Found]:
        """Meanings of the tokens not taken, longest phrase first from the left."""
        found, index = [], 0
        while index < len(tokens):
            hit = self._at(tokens, taken, index)
            if hit is not None:
                found.append(hit)
            index = hit.last if hit is not None else index + 1
        return found

    def _at(self, tokens: Sequence[Token], taken: Sequence[bool], index: int) -> Found | None:
        for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
            if any(taken[index : index + length]):
                continue
            meaning = self.phrases.get(tuple(token.word for token in tokens[index : index + length]))
            if meaning is not None:
                return Found(meaning, index, index + length)
        return None

    def knows(self, word: str) -> bool:
        """Whether any phrase has the word."""
        return word in self.words

    def mend(self, word: str) -> str | None:
        """The one word of the lexicon that a misspelt word must be, None where there is none or more."""
        if word in self.misspelt:
            return self.misspelt[word]
        if not word.isalpha() or word in self.words or english.is_english(word):
            return None
        meanings = {self._sense(other): other for other in _nearest(word, self.words)}
        return next(iter(meanings.values())) if len(meanings) == 1 else None

    def _sense(self, word: str) -> object:
        return self.phrases.get((word,), word)


def _uncleft(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "Is it X who took it" without the cleft: "is X took it", a question of yes or no."""
    if len(tokens) < 5 or tokens[0].word not in ("is", "was") or tokens[1].word != "it":
        return tokens
    at = next((index for index in range(3, len(tokens) - 1) if tokens[index].word in ("who", "that", "which")), 0)
    return (tokens[0], *tokens[2:at], *tokens[at + 1 :]) if at else tokens


def _positive(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """A question that begins with "isn't" asks what it would ask with "is"."""
    contracted = len(tokens) > 2 and tokens[1].word == "not" and tokens[0].start == tokens[1].start
    return (tokens[0], *tokens[2:]) if contracted else tuple(tokens)


@lru_cache(maxsize=4096)
def _nearest(word: str, words: frozenset[str]) -> tuple[str, ...]:
    """The words that a misspelt one is nearest to, none where all are too far."""
    allowed = 2 if len(word) >= 8 else 1
    near = [(DamerauLevenshtein.distance(word, other, score_cutoff=allowed), other) for other in words
            if abs(len(other) - len(word)) <= allowed and _alike(word, other)]  # fmt: skip
    best = min((distance for distance, _ in near), default=allowed + 1)
    return tuple(other for distance, other in near if distance == best <= allowed)


def _alike(word: str, other: str) -> bool:
    if len(word) >= 5 and len(other) >= 4 and abs(len(word) - len(other)) + (word[:2] != other[:2]) > 1:
        return sorted(word) == sorted(other)
    if len(word) >= 5 and len(other) >= 4:
        return word[0] == other[0] or sorted(word) == sorted(other) or word[1:] == other[1:]
    # A short word is mended only where two letters changed places: "yaer", "wehn".
    return 4 <= len(word) == len(other) and sorted(word) == sorted(other) and word[0] == other[0]


@cache
def lexicon() -> Lexicon:
    """The lexicon of data/lexicons/questions.toml, read once."""
    path = resources.folder("data") / "lexicons" / "questions.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    unbent = frozenset(data["unbent"].split())
    phrases: dict[tuple[str, ...], Meaning] = {}
    for word in data["stop"].split():
        phrases[phrase(word.replace("-", " "))] = Meaning(STOP, word)
    concepts = {name: _taking_up(name, texts, data["narrowing"]) for name, texts in data["concepts"].items()}
    for name, told in concepts.items():
        phrases.update({words: Meaning(CONCEPT, name) for text in told for words in _bent(text, unbent)})
    for name, told in concepts.items():
        phrases.update({text: Meaning(CONCEPT, name) for text in told})
    for name, texts in data["several"].items():
        phrases.update({phrase(text): Meaning(CONCEPT, name) for text in texts})
    for name, texts in data["asks"].items():
        phrases.update({phrase(text): Meaning(ASK, name) for text in texts})
    phrases.update({phrase(text): Meaning(REFUSED, text) for text in data["refuse"]["refused"]})
    roles = frozenset(data["padding"]["roles"].split())
    padding, telling = (frozenset(data["padding"][part].split()) for part in ("words", "telling"))
    words = frozenset(word for words in phrases for word in words) | _said(data)
    words |= counting.WORDS | days.WORDS | sums.WORDS
    return Lexicon(
        phrases, data["fills"], data["properties"], data["differing"], data["orders"], data["restates"],
        words, data["misspelt"], frozenset(map(phrase, _openings(data["openings"]))),
        frozenset(map(phrase, data["closings"])), padding | roles, telling, roles,
    )  # fmt: skip


def _taking_up(
    name: str, texts: Collection[str], narrowing: Mapping[str, Collection[str]]
) -> Sequence[tuple[str, ...]]:
    """A concept's phrases without those that have a word that narrows what is asked and that it does not take up."""
    phrases = map(phrase, (*texts, *_ways(texts)) if name.startswith("route_") else texts)
    return [words for words in phrases if all(name in narrowing[word] for word in words if word in narrowing)]


def _ways(texts: Collection[str]) -> list[str]:
    """How something was procured after the words that lead to it: "by open tender", "through a framework"."""
    return [f"{lead} {article}{text}" for text in texts for lead in _LEADS for article in ("", "a ", "an ")]


_AS = tuple(
    (*lead, article)
    for lead in (("as",), ("speaking", "as"), ("i", "am"), ("we", "are"), ("i", "work", "as"))
    for article in ("a", "an", "the", "your")
)
_LEADS = ("by", "through", "via", "using", "under", "from", "on", "off")


def _openings(texts: Sequence[str]) -> list[str]:
    """What is said before a question, by one person or by several, and with "whether" after it."""
    plural = [re.sub(r"^i am ", "we are ", re.sub(r"^i was ", "we were ", text)) for text in texts]
    plural = [re.sub(r"^i ", "we ", text) for text in plural]
    return list(dict.fromkeys((*texts, *plural)))


def _said(data: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The words of what is said before and after a question, which are no misspelt other ones."""
    return frozenset(word for part in ("openings", "closings") for text in data[part] for word in phrase(text))


def _bent(words: tuple[str, ...], unbent: Collection[str]) -> set[tuple[str, ...]]:
    first, last = ({word} if word in unbent else forms(word) for word in (words[0], words[-1]))
    if len(words) == 1:
        return {(form,) for form in first}
    return {(one, *words[1:-1], other) for one in first for other in last}
