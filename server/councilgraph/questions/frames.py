"""What a question, or a query's wording, asks: answer type, concepts, things, dates, sums, and words left over."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from councilgraph.model import Names
from councilgraph.questions import (
    by_title,
    clauses,
    counting,
    days,
    described,
    entities,
    leaving,
    months,
    shortened,
    weighty,
)
from councilgraph.questions import meant as meant_by
from councilgraph.questions import sums as money
from councilgraph.questions.counting import Number, Spell
from councilgraph.questions.days import Span
from councilgraph.questions.lexicon import ASK, CONCEPT, REFUSED, STOP, Lexicon
from councilgraph.questions.named import Entity, Unknown, in_names
from councilgraph.questions.sums import Sum
from councilgraph.questions.words import Token, fold, tokens

# "Regulation 72 (1) (c)" is written in one.
_DIVISION = re.compile(
    r"(?i)\b((?:sections?|regulations?|reg|articles?|paragraphs?|paras?|s)\.? ?\d+[a-z]{0,2})((?: ?\(\w{1,4}\))+)"
)
_SLOT = re.compile(r"\{(\w+)\}")
_DIRECTED = {"carry_out", "replace", "based", "follow"}
_COUNTED = {"option": ("option", "options", "extension", "extensions"), "contract": ("contract", "contracts")}
_SEVERAL = frozenset({"contracts", "decisions", "suppliers", "papers", "documents", "services", "committees"})
_MADE = frozenset({"make", "makes", "made"})
_DECISIONS = frozenset({"decision", "decisions", "record", "records", "award", "extension", "report", "proposal"})
_NOUNS = frozenset({"contract", "decision", "document", "report", "service", "council", "collection"})
_YES_NO = {
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "may", "must",
    "would",
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """One way to ask a query: the concepts and parameters that a question must have."""

    asks: frozenset[str]
    concepts: frozenset[str]
    slots: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Frame:
    """A question taken apart; `left` are the words that nothing explains, `mended` those put right."""

    text: str
    tokens: tuple[Token, ...]
    asks: frozenset[str]
    concepts: frozenset[str]
    entities: tuple[Entity, ...]
    unknown: tuple[Unknown, ...]
    spans: tuple[Span, ...]
    sums: tuple[Sum, ...]
    numbers: tuple[Number, ...]
    left: tuple[int, ...]
    refused: tuple[str, ...]
    mended: tuple[tuple[str, str], ...]
    spells: tuple[Spell, ...] = ()  # lengths of time: "for three years"
    described: frozenset[str] = frozenset()  # concepts that stand before a noun or a name: "the officer decision"
    generic: frozenset[str] = frozenset()  # nouns that stand for a thing named otherwise: "the contract"
    asked: clauses.Asked = clauses.ONE  # the questions in one, where it asks several things


def wording(text: str, lexicon: Lexicon) -> Wording:
    """A query's wording ("who supplies {reference}") taken apart; raises ValueError for a word not explained."""
    words = tokens(fold(text))
    taken = [bool(_SLOT.fullmatch(token.word)) for token in words]
    at = [index for index, slot in enumerate(taken) if slot]
    asks, concepts, refused, left, _ = _meanings(words, taken, at, lexicon)
    if left or refused:
        raise ValueError(f"{text!r} has a word that the lexicon lacks: {words[left[0]].word if left else refused[0]}")
    slots = tuple(words[index].word.strip("{}") for index in at)
    if not asks and not concepts and words[0].word in _YES_NO:
        asks = frozenset({"yesno"})
    return Wording(asks, concepts, slots, text)


def readings(question: str, names: Names, today: dt.date, lexicon: Lexicon, spelling: bool = True) -> list[Frame]:
    """A question taken apart: with the things that it describes as named, where it describes some, then without.

    Last with decisions that a mere noun in their titles may mean.
    """
    text = _written_out(question, names)
    words = lexicon.asked(tokens(text))
    named, unknown = entities.find(text, words, names, lexicon, spelling)
    meant = _described_too(text, words, named, names, today)
    # "The March 2026 report on the new contract": a description may stand in another.
    inner = next((entity for entity in reversed(meant) if entity not in named), None)
    nested = _described_too(text, words, _with(named, inner), names, today) if inner and len(meant) > 1 else meant
    ways = [way for way in (nested, meant) if way != named]
    ways = [*(ways[:1] if nested == meant else ways), named]
    fullest = ways[0]
    for others in (
        described.earlier(text, words, fullest, names),
        described.dated_deeds(text, words, fullest, names, today),
    ):
        ways = [_in_order([*fullest, *others]), *ways] if others else ways
    if not any(entity.of("decision", "contract", "document") for entity in named):
        noun = by_title.of_noun(text, words, names)
        ways += [[*named, noun]] if noun and not any(e.at[0] <= noun.at[0] < e.at[1] for e in named) else []
    return [_read(text, words, _in_order(way), unknown, names, today, lexicon, spelling) for way in ways]


def _described_too(
    text: str, words: Sequence[Token], named: Sequence[Entity], names: Names, today: dt.date
) -> list[Entity]:
    """The things named with those described, in the places of what stands inside their descriptions."""
    meant = list(named)
    for thing, inside in described.things(text, words, named, names, today):
        meant = [entity for entity in _with(meant, thing) if entity not in inside]
    return _in_order(meant)


def _with(named: Sequence[Entity], thing: Entity) -> list[Entity]:
    """The things named with one more, in the place of those within it."""
    return _in_order([*(entity for entity in named if not thing.at[0] <= entity.at[0] < thing.at[1]), thing])


def _written_out(question: str, names: Names) -> str:
    whole = _DIVISION.sub(lambda found: found[1] + re.sub(r"\s", "", found[2]), fold(question))
    return months.with_year(shortened.spelled_out(whole, names), names)


def _in_order(named: Sequence[Entity]) -> list[Entity]:
    return sorted(named, key=lambda entity: entity.at)


def read(question: str, names: Names, today: dt.date, lexicon: Lexicon) -> Frame:
    """A question taken apart, with the things that it names."""
    text = _written_out(question, names)
    words = lexicon.asked(tokens(text))
    named, unknown = entities.find(text, words, names, lexicon)
    return _read(text, words, list(named), unknown, names, today, lexicon, True)


def _read(
    text: str,
    words: tuple[Token, ...],
    named: list[Entity],
    unknown: Sequence[Unknown],
    names: Names,
    today: dt.date,
    lexicon: Lexicon,
    spelling: bool,
) -> Frame:
    for meant, inner in meant_by.contracts(words, named, names, today):
        named = sorted((*(entity for entity in named if entity is not inner), meant), key=lambda entity: entity.at)
    taken = [False] * len(words)
    named, leaving_out = leaving.left_out(words, named)
    for at in [*(entity.at for entity in named), *(other.at for other in unknown), *leaving_out]:
        _take(taken, at)
    words, mended = _mended(words, taken, lexicon, names) if spelling else (words, [])
    spans = _joined(days.spans(words, taken, today))
    for span in days.spans(words, taken, today):
        _take(taken, span.at)
    sums = money.sums(words, taken)
    for amount in sums:
        _take(taken, amount.at)
    lengths = [spell for spell in counting.spells(words, taken) if not any(taken[slice(*spell.at)])]
    for spell in lengths:
        _take(taken, spell.at)
    counted = counting.times(words, taken)
    for number in counted:
        _take(taken, number.at)
    for noun, nouns in _COUNTED.items():
        counted += (found := counting.counts(words, taken, nouns, noun))
        for number in found:
            _take(taken, number.at)
    places = [entity.at[0] for entity in named]
    quoted = [index for index in _quoted(text, words) if not taken[index]]
    for index in quoted:
        taken[index] = True
    asks, concepts, refused, left, stopped = _meanings(words, taken, places, lexicon)
    left = sorted((*left, *quoted))
    if meant_by.supplied(words, named):
        concepts = (concepts - {"replace<", "replace>", "service", "post", "procure"}) | {"supplier"}
        left = [index for index in left if index != 1]
    if not concepts and not left and meant_by.sum_named(words, named):
        concepts = frozenset({"amount"})
    numbers = counted + [n for n in counting.numbers(words, taken) if n.at[0] in left]
    left = [index for index in left if not any(index == n.at[0] for n in numbers)]
    if any(number.often for number in counted):
        concepts |= {"times"}
    if (
        not asks
        and words
        and (_truth(text[: words[0].start]) or words[0].word in _YES_NO or words[0].word in ("if", "whether"))
    ):
        asks = frozenset({"yesno"})
    if asks == {"howmany"} and any(_ends_number_of(words, entity) for entity in named):
        asks, concepts = frozenset({"what"}), concepts | {"reference"}
    # "What else is it called" asks for its other names.
    if "title" in concepts and any(token.word == "else" for token in words):
        concepts = (concepts - {"title"}) | {"merge"}
    if len(words) > 1 and words[-1].word == "number" and words[-2].word in _SEVERAL:
        asks, concepts = frozenset({"howmany"}), concepts - {"reference"}
    if weighty.of_acts(concepts) and "when" in asks and words[0].word != "when":
        asks = (asks - {"when"}) or frozenset({"what"})
    concepts |= weighty.still([words[index].word for index in stopped], concepts)
    refused += [] if weighty.of_acts(concepts) else weighty.clauses([token.word for token in words])
    refused += weighty.counted_twice([token.word for token in words])
    refused += weighty.besides([token.word for token in words])
    refused += weighty.whether_too([token.word for token in words])
    refused += weighty.leaving_out([token.word for token in words])
    refused += weighty.judged([token.word for token in words], asks)
    papers = ("document", "decision", "person", "post", "organisation")
    refused += weighty.sources(words, [entity.at for entity in named if not entity.of(*papers)])
    refused += weighty.peopled(words, [entity.at for entity in named if entity.of("service")])
    refused += [] if "alternative" in concepts else weighty.others([token.word for token in words], asks)
    refused += weighty.apiece(words, [entity.at for entity in named])
    spans = [span for span in spans if span.text != "today" or "current" not in concepts]
    refused += weighty.second([token.word for token in words])
    refused += weighty.words([(words[index].word, index) for index in stopped], asks, concepts)
    if any(amount.exactly is not None for amount in sums) and not concepts:
        concepts = frozenset({"amount"})
    return Frame(
        text, words, asks, concepts, tuple(named), tuple(unknown), tuple(spans), tuple(sums), tuple(numbers),
        tuple(left), tuple(refused), tuple(mended), tuple(lengths),
        described=_described(words, taken, places, lexicon), generic=_generic(words, taken, lexicon),
        asked=clauses.asked(words, taken, lexicon, lexicon.properties),
    )  # fmt: skip


def _ends_number_of(words: Sequence[Token], entity: Entity) -> bool:
    """Whether a question ends in "number of" one decision or contract, whose number is asked then."""
    before = [token.word for token in words[max(0, entity.at[0] - 2) : entity.at[0]]]
    return before == ["number", "of"] and entity.at[1] == len(words) and bool(entity.of("decision", "contract"))


def _quoted(text: str, words: Sequence[Token]) -> list[int]:
    """The words that stand in quotation marks within a question: they are meant as they are."""
    ranges = [(match.start(), match.end()) for match in re.finditer(r'"[^"]+"', text)]
    inside = [i for i, token in enumerate(words) if any(first < token.start < last for first, last in ranges)]
    return inside if len(words) - len(inside) > 1 else []


def _described(
    words: Sequence[Token], taken: Sequence[bool], things: Sequence[int], lexicon: Lexicon
) -> frozenset[str]:
    """The concepts that stand right before the noun of a decision, or before a name."""
    return frozenset(
        found.meaning.name
        for found in lexicon.find(words, taken)
        if found.meaning.sort == CONCEPT and (not found.first or words[found.first - 1].word not in ("a", "an", "who"))
        if found.last in things or any(token.word in _DECISIONS for token in words[found.last - 1 : found.last + 1])
    )


def _generic(words: Sequence[Token], taken: Sequence[bool], lexicon: Lexicon) -> frozenset[str]:
    """The nouns of which every mention has "the" or "this" before it."""
    definite: dict[str, bool] = {}
    for found in lexicon.find(words, taken):
        if found.meaning.sort == CONCEPT and found.meaning.name in _NOUNS:
            before = words[found.first - 1].word if found.first else ""
            plain = before in ("the", "this", "that", "our") and found.last == found.first + 1
            definite[found.meaning.name] = plain and definite.get(found.meaning.name, True)
    return frozenset(name for name, always in definite.items() if always)


def _truth(opening: str) -> bool:
    """Whether what stands before a question asks if the rest is true."""
    return bool(re.search(r"\b(?:is it|am i|would it be|confirm|check)\b", opening.lower()))


def _joined(spans: Sequence[Span]) -> Sequence[Span]:
    """One span for "after 2019 and before 2021"."""
    if len(spans) != 2:
        return spans
    one, two = sorted(spans, key=lambda span: span.first is None)
    if one.first is None or one.last is not None or two.first is not None or two.last is None or one.first > two.last:
        return spans
    return [Span(one.first, two.last, f"{spans[0].text} and {spans[1].text}", (spans[0].at[0], spans[1].at[1]))]


def with_entity(frame: Frame, entity: Entity) -> Frame:
    """The frame with one more thing, whose words are left over no longer."""
    named = tuple(sorted((*frame.entities, entity), key=lambda e: e.at))
    return replace(frame, entities=named, left=tuple(i for i in frame.left if not entity.at[0] <= i < entity.at[1]))


def _take(taken: list[bool], at: tuple[int, int]) -> None:
    for index in range(*at):
        taken[index] = True


def _mended(
    words: tuple[Token, ...], taken: Sequence[bool], lexicon: Lexicon, names: Names
) -> tuple[tuple[Token, ...], list[tuple[str, str]]]:
    mended: list[tuple[str, str]] = []
    result = []
    for index, token in enumerate(words):
        word = None if taken[index] else lexicon.mend(token.word)
        # A word that stands in the name of a thing is spelt as it is meant.
        if word is not None and in_names(token.word, names):
            word = None
        if word is not None:
            mended.append((token.raw, word))
        result.append(token if word is None else replace(token, word=word))
    return tuple(result), mended


def _meanings(
    words: Sequence[Token], taken: Sequence[bool], things: Sequence[int], lexicon: Lexicon
) -> tuple[frozenset[str], frozenset[str], list[str], list[int], list[int]]:
    asks, concepts, refused = set(), set(), []
    stopped: list[int] = []
    explained = list(taken)
    for found in lexicon.find(words, taken):
        _take(explained, (found.first, found.last))
        meaning = found.meaning
        if meaning.sort == ASK:
            asks.add(meaning.name)
        elif meaning.sort == REFUSED:
            refused.append(meaning.name)
        elif meaning.sort == STOP:
            stopped += range(found.first, found.last)
        elif meaning.sort == CONCEPT:
            # "The contract with the reference SC1" says no more than "the contract SC1".
            if meaning.name == "reference" and found.last in things:
                continue
            names = meaning.name.split("+")
            concepts |= {_directed(name, words, found.first, found.last, things) for name in names}
            if any(token.word in ("decision", "decisions") for token in words[found.first : found.last]):
                concepts.add("decision")
    left = [index for index, known in enumerate(explained) if not known]
    if "decision" in concepts and any(token.word in _MADE for token in words):
        concepts.add("decide")
    if len(asks) > 1:
        asks.discard("what")
    return frozenset(asks), frozenset(concepts), refused, left, stopped


def _directed(name: str, words: Sequence[Token], first: int, last: int, things: Sequence[int]) -> str:
    """A concept that runs from one thing to another, with its way: `carry_out>` where the thing named does it."""
    if name not in _DIRECTED or not things:
        return name
    passive = (name != "based" and any(token.word == "by" for token in words[last - 1 : last + 1])) or (
        name != "based" and _passive(words, first)
    )
    before = things[0] < first
    return f"{name}{'>' if before != passive else '<'}"


def _passive(words: Sequence[Token], first: int) -> bool:
    verb = words[first].word
    helpers = {"is", "was", "are", "were", "been", "being", "be"}
    return verb.endswith(("ed", "en")) and any(token.word in helpers for token in words[max(0, first - 3) : first])
