"""A question that follows on from another: "and its supplier?", "only those after 2020", "what about MC210004?"."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from councilgraph.canned import Query
from councilgraph.model import Named, Names
from councilgraph.questions.frames import Frame, read
from councilgraph.questions.lexicon import ASK, Lexicon, lexicon
from councilgraph.questions.named import Entity
from councilgraph.questions.ordering import SORTING
from councilgraph.questions.understanding import Reading, understand
from councilgraph.questions.words import fold

_AND = re.compile(r"^(?:and|so|then|ok|okay|also|but)\b[\s,]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:(?:what|how) about|(?:the )?same (?:again )?for|same question for)\b\s*", re.IGNORECASE)
# What only goes on with a question: "by X", "of 2020".
_TIED = re.compile(r"^(?:by|of|for|with|from|on|under|about)\b(?! (?:what|which|whom))", re.IGNORECASE)
_THOSE = re.compile(
    r"^(?:(?:and )?(?:only|just|show only|show me only|limit to|filter by|filter to|narrow to|restrict to)|"
    r"which (?:ones? )?of (?:them|these|those)(?: are| were| is| was)?|of (?:these|those|them)|"
    r"(?:and )?(?:which|what) ones?(?: are| were| is| was)?|(?:and )?(?:those|the ones|ones))\b"
    r"(?: (?:the )?(?:those|ones|the ones))?(?: (?:that|which) (?:are|were))?\s*",
    re.IGNORECASE,
)  # fmt: skip
_ITS = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:it|that one|this one|they|them|he|she|him|her|that(?=\W*$)|"
    r"(?<=\bwill )that|(?<=\bdoes )that|(?<=\bdid )that|(?<=\bwas )that|(?<=\bcan )that|(?<=\bof )(?:these|those)|"
    r"(?:this|that|the same) (?:contract|decision|person|service|act|supplier|company|paper|report|provider))\b",
    re.IGNORECASE,
)  # fmt: skip
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"^how many(?: (?:is|are|was|were) (?:that|there|they|it|those)$|"
    r"(?: of (?:them|those|these))(?: (?:are|were))?\b|$)\s*",
    re.IGNORECASE,
)  # fmt: skip
_LIST = re.compile(
    r"^(?:(?:list|show|name|give|show me|give me|tell me)(?: them| those| these)?(?: all)?|"
    r"(?:which|what)(?: ones?)?(?: (?:are|were) (?:they|those|these))?)$",
    re.IGNORECASE,
)  # fmt: skip
_WHERE = re.compile(
    r"^(?:where|(?:which|what) (?:papers?|reports?|documents?))\b.*\b(?:say|says|said|state|states|stated)\b"
    r"(?: (?:so|that|this|it))?$",
    re.IGNORECASE,
)  # fmt: skip
# "What was it before that?" asks for an earlier value, of which the contract before says nothing.
_BEFORE = re.compile(r"^what (?:was|were) (?:it|they|that) (?:before|previously|earlier|until then)\b", re.IGNORECASE)
_ONES = re.compile(r"^the |\bones?$", re.IGNORECASE)
_SHORT = 5
# What a question may say that only narrows, sorts or counts what the one before found.
_NARROWING = SORTING | {
    "officer", "member", "cabinet_kind", "proposed", "retrospective", "called_in", "key", "not_key", "current", "new",
    "previous", "decision", "contract", "document", "report", "amount", "cost", "annual", "total", "end", "start",
    "date", "option", "left", "none_left", "award", "decide", "extend",
}  # fmt: skip
_ACTS = frozenset({"extend", "award", "vary", "terminate", "procure"})
_SOLE = 3  # things of an answer that "they" may stand for

# What the question before was answered with: the things of its answer, [] where there are none.
Answered = Callable[[], Sequence[Named]]


@dataclass(frozen=True)
class _Way:
    """A question in full, what was taken over, and whether the question plainly left something out."""

    text: str
    kept: str
    sure: bool


def follow(
    question: str,
    before: str,
    catalogue: Mapping[str, Query],
    names: Names,
    today: dt.date,
    answered: Answered = list,
) -> Reading:
    """How a question is read after another one.

    `kept` says what was taken over, "" where nothing was, and `in_full` is the question with it. `answered` tells
    the things that answered the question before, for what "he" or "it" stands for where it named nothing.
    """
    alone = understand(question, catalogue, names, today)
    if not before.strip():
        return alone
    for way in _ways(question, before, names, today, answered):
        if not way.sure and alone.status == "understood":
            continue
        found = understand(way.text, catalogue, names, today)
        if found.status == "understood":
            told = f"{found.reading} Kept from the question before: {way.kept}."
            return replace(found, question=question, reading=told, kept=way.kept, in_full=way.text)
    return alone


def _ways(question: str, before: str, names: Names, today: dt.date, answered: Answered) -> Iterator[_Way]:
    """What the question may be in full, the likeliest first."""
    known = lexicon()
    asked, base = question.strip().rstrip("?!. "), before.strip().rstrip("?!. ")
    rest = _ABOUT.sub("", _AND.sub("", asked))
    begun = rest != asked or bool(_TIED.match(rest))
    short = begun or len(rest.split()) < _SHORT
    earlier, now = (read(text, names, today, known) for text in (base, rest or asked))
    quoted = f"“{before.strip()}”"
    if _BEFORE.match(rest) and earlier.concepts & set(known.properties):
        return
    if counted := _COUNT.match(rest):
        yield _Way(f"how many {_without_ask(base, known)} {rest[counted.end() :]}", quoted, True)
    if _LIST.match(rest) and "howmany" in earlier.asks:
        yield _Way(f"which {_without_ask(base, known)}", quoted, True)
    if _WHERE.match(rest) and not now.entities and earlier.concepts:
        yield _Way(f"where does it say {_without_ask(base, known)}", quoted, True)
        return
    if (narrowed := _THOSE.match(asked)) and (more := asked[narrowed.end() :]):
        yield from _narrowed(more, base, earlier, read(more, names, today, known), quoted)
    if short and not now.entities:
        yield from _swapped_days(rest, base, earlier, now, quoted)
    if now.entities and short and not now.concepts - {"content", "contract", "decision", "service", "document"}:
        yield from _swapped_things(earlier, now, base, rest, quoted, begun)
    # "How many with X" asks the question before again, of X.
    if short and now.entities and now.asks and now.asks == earlier.asks and not now.concepts:
        yield _Way(f"{base} {_without_ask(rest, known)}", quoted, True)
    if not now.entities:
        bare = short and bool(now.asks) and not now.concepts and not now.spans
        if bare and rest.lower().split()[-1] in ("what", "which") and len(rest.split()) > 1:
            return
        # "For how long?" after "when was it extended" is how long it was extended for.
        if bare and _ACTS & earlier.concepts:
            yield _Way(f"{rest} {_without_ask(base, known)}", quoted, True)
        if short or not now.left:
            yield from _named(rest, _meant(rest, earlier, answered), short)
        if bare:
            yield _Way(f"{rest} {_without_ask(base, known)}", quoted, True)
        if short and now.concepts <= _NARROWING and (now.concepts or now.spans or now.sums):
            yield from _narrowed(rest, base, earlier, now, quoted)


def _narrowed(more: str, base: str, earlier: Frame, now: Frame, quoted: str) -> Iterator[_Way]:
    """The question before with one more condition; days take the place of days."""
    if now.spans and earlier.spans:
        yield from _swapped_days(more, base, earlier, now, quoted)
    yield _Way(f"{base} {more}", quoted, True)
    if now.concepts:
        # "Only the key ones": a condition that stands before the noun.
        yield _Way(f"{_ONES.sub('', more).strip()} {base}", quoted, True)


def _swapped_days(rest: str, base: str, earlier: Frame, now: Frame, quoted: str) -> Iterator[_Way]:
    if len(now.spans) != 1 or now.concepts - _NARROWING:
        return
    if len(earlier.spans) == 1:
        first, last = earlier.spans[0].at
        start, end = earlier.tokens[first].start, earlier.tokens[last - 1].end
        yield _Way(f"{earlier.text[:start]}{rest}{earlier.text[end:]}", quoted, True)
    elif not earlier.spans and not now.concepts:
        yield _Way(f"{base} {rest}", quoted, True)


def _swapped_things(earlier: Frame, now: Frame, base: str, rest: str, quoted: str, sure: bool) -> Iterator[_Way]:
    """The question before with the thing of this one in the place of the last of its kind."""
    kinds = {named.kind for entity in now.entities for named in entity.candidates}
    alike = [entity for entity in earlier.entities if kinds & {named.kind for named in entity.candidates}]
    alike = alike or [entity for entity in earlier.entities if _contractual(entity) and kinds & _CONTRACTUAL]
    if alike:
        first, last = alike[-1].at
        start, end = earlier.tokens[first].start, earlier.tokens[last - 1].end
        text = _text_of(now)
        yield _Way(f"{earlier.text[:start]}{text}{earlier.text[end:]}", quoted, sure)
    elif sure and not earlier.entities:
        if _TIED.match(rest):
            yield _Way(f"{base} {rest}", quoted, True)
        yield _Way(f"{base} {_text_of(now)}", quoted, True)
        yield _Way(f"{base} of {_text_of(now)}", quoted, True)


_CONTRACTUAL = frozenset({"contract", "service", "organisation"})


def _contractual(entity: Entity) -> bool:
    return bool(_CONTRACTUAL & {named.kind for named in entity.candidates})


def _text_of(frame: Frame) -> str:
    """The words of the things that a question names, from the first to the last."""
    first, last = frame.entities[0].at[0], frame.entities[-1].at[1]
    return frame.text[frame.tokens[first].start : frame.tokens[last - 1].end]


def _meant(rest: str, earlier: Frame, answered: Answered) -> list[str]:
    """What pronouns may stand for, likeliest first: things that were named, then things that were the answer."""
    personal = bool(_PERSONAL.search(rest))
    named = [e for e in earlier.entities if bool(e.of("person", "post")) == personal]
    others = [] if personal else [e for e in earlier.entities if e not in named]
    found = [_thing(e) for e in (*named, *others)]
    things = [n for n in answered() if (n.kind == "person") == personal]
    # "What replaces SC1?" asks on about what was found, "who signed SC1?" about SC1.
    another = len(things) == 1 and not any(_same(things[0], entity) for entity in named)
    another = another and any(things[0].kind in {n.kind for n in entity.candidates} for entity in named)
    if another or (not named and 0 < len(things) <= (1 if personal else _SOLE)):
        found = [" and ".join(n.key or n.label for n in things), *found]
    return found


def _same(thing: Named, entity: Entity) -> bool:
    return thing.iri in {named.iri for named in entity.candidates}


def _thing(entity: Entity) -> str:
    """A thing as it was typed; an owner's ending left out."""
    return re.sub(r"'s$", "", entity.text)


def _named(rest: str, things: Sequence[str], short: bool) -> Iterator[_Way]:
    """The question with a thing of the question before for its pronoun, or after it; a short one leaves it out."""
    for thing in things:
        kept = f"“{thing}”"
        if _ITS.search(rest):
            yield _Way(_ITS.sub("the", rest) + f" of {thing}", kept, True)
        if first := _IT.search(rest):
            yield _Way(f"{rest[: first.start()]}{thing}{rest[first.end() :]}", kept, True)
        else:
            yield _Way(f"{rest} of {thing}", kept, short)
            yield _Way(f"{rest} {thing}", kept, short)


def _without_ask(base: str, known: Lexicon) -> str:
    """A question without the words that say what is asked for: "OD/1 signed" of "who signed OD/1"."""
    words = fold(base).split()
    for length in range(min(4, len(words) - 1), 0, -1):
        meaning = known.phrases.get(tuple(word.lower() for word in words[:length]))
        if meaning is not None and meaning.sort == ASK:
            return " ".join(words[length:])
    return base
