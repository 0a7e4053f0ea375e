"""From a question in English to a query with its parameters, or to a reason why not."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from councilgraph.canned import Query
from councilgraph.model import Named, Names
from councilgraph.questions import asked, meant
from councilgraph.questions.frames import Frame, Wording, readings, with_entity, wording
from councilgraph.questions.guards import ALL, Guards
from councilgraph.questions.lexicon import Lexicon, lexicon
from councilgraph.questions.match import Check, Match
from councilgraph.questions.matching import Matcher
from councilgraph.questions.named import Entity, single, topic
from councilgraph.questions.presumed import Presumed, presumed
from councilgraph.questions.words import key

log = logging.getLogger(__name__)

_LEAD = 0.05
_SMALL = frozenset({"being", "of", "the", "to", "be", "get", "a", "an", "at", "on", "for", "from", "in", "with", "and"})
_NEAR = 0.7  # how far behind a reading may be that is taken where the first finds nothing
_OTHERS = 2
# What describes things in passing, and alone names none, also where it stands in a title.
_PLAIN = frozenset({
    "early", "late", "big", "small", "good", "bad", "high", "low", "long", "short", "quick", "slow", "main", "major",
    "minor", "special", "general", "local", "public", "private", "national", "free", "full", "safe", "strategic",
})  # fmt: skip
_ARTICLES = _SMALL - {"being", "be"} | {"about", "by", "our", "any", "further", "new", "were", "are"}
_OF_DECISION = frozenset({"decide", "vote", "moved", "proposed", "seconded", "reject", "award", "law", "supplier"})
_TITLED = ("decision", "contract", "service", "document")
_MAX = 500


@dataclass(frozen=True)
class Reading:
    """How a question was read: a query with its parameters, or why there is none.

    `status` is understood, not_held, not_understood or ambiguous. `reading` says it in English, `shown` the
    parameters as people write them, `checks` what a yes-or-no question expects, `asks` its answer types.
    """

    status: str
    question: str
    reading: str
    query: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[Mapping[str, str], ...] = ()
    asks: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = ()
    kept: str = ""  # what was taken over from the question before
    others: tuple["Reading", ...] = ()  # other readings that explain every word too, the likeliest first
    in_full: str = ""  # the question with what was taken over
    agree: bool = False  # whether it asks that papers agree, and not that they differ
    noun: str = ""  # the kind of thing asked for by "which"
    presumed: tuple[Presumed, ...] = ()  # what is taken for granted of the decisions named

    @property
    def sentence(self) -> str:
        """Why there is no answer, "" where there is one."""
        return "" if self.status == "understood" else self.reading


def understand(
    question: str, catalogue: Mapping[str, Query], names: Names, today: dt.date, guards: Guards = ALL
) -> Reading:
    """What a question asks of the catalogue; every word of it is explained, or the question is refused."""
    known = lexicon()
    if not question.strip() or len(question) > _MAX:
        return Reading("not_understood", question, f"A question has between 1 and {_MAX} characters.")
    refused = None
    for frame in readings(question, names, today, known, guards.spelling):
        found = _understood(frame, catalogue, names, today, known, guards)
        if found.status == "understood":
            return found
        refused = refused or found
    return refused or found


def _understood(
    frame: Frame, catalogue: Mapping[str, Query], names: Names, today: dt.date, known: Lexicon, guards: Guards
) -> Reading:
    if frame.unknown:
        return _not_held(frame)
    if _dangling(frame):
        reason = "What “it” stands for is not in the question; name the contract, decision or other thing."
        return _not_understood(frame, reason, catalogue, known)
    if frame.refused and guards.coverage:
        words = ", ".join(frame.refused)
        return _not_understood(frame, f"No query takes “{words}” into account.", catalogue, known)
    frame = _with_topic(frame, names)
    if not guards.coverage:
        frame = replace(frame, left=())
    matches = Matcher(names, known, today, guards).matches(frame, wordings(catalogue, known))
    worded = all(frame.tokens[index].word.isalpha() or frame.tokens[index].word == "&" for index in frame.left)
    if frame.left and not (matches and worded and _together(frame)):
        return _unexplained(frame, names, catalogue, known)
    return _chosen(frame, matches, catalogue, known)


def wordings(catalogue: Mapping[str, Query], known: Lexicon) -> Sequence[tuple[Query, Wording]]:
    """All wordings of all queries, taken apart once."""
    return _wordings(tuple(catalogue.values()), id(known))


def _chosen(frame: Frame, matches: Sequence[Match], catalogue: Mapping[str, Query], known: Lexicon) -> Reading:
    if not matches:
        return _not_understood(frame, "No query fits all of the question.", catalogue, known)
    best = matches[0]
    rivals = [match for match in matches[1:] if best.score - match.score < _LEAD]
    if rivals:
        offered = [_suggestion(match.query, match.wording, frame) for match in (best, *rivals)]
        return Reading("ambiguous", frame.text, "The question can be read in several ways.", suggestions=_once(offered))
    if best.missing:
        return _only_cited(frame, best)
    near = [match for match in matches[1:] if best.score - match.score < _NEAR and not match.missing]
    return replace(_as_read(frame, best), others=tuple(_as_read(frame, match) for match in near[:_OTHERS]))


def _as_read(frame: Frame, match: Match) -> Reading:
    return Reading(
        "understood", frame.text, _in_words(frame, match), match.query.name, match.params, match.shown,
        asks=frame.asks, checks=tuple(match.checks), agree="agree_facts" in frame.concepts,
        noun=asked.noun(frame.tokens), presumed=presumed(frame.tokens, frame.entities, _asks_maker(frame, match)),
    )  # fmt: skip


def _asks_maker(frame: Frame, match: Match) -> bool:
    """Whether it is asked who took a decision, and not who was consulted on it or named in it."""
    return "decidedBy" in match.query.columns and not {"consult", "author", "cite"} & frame.concepts


def _in_words(frame: Frame, match: Match) -> str:
    filled = "; ".join(f"{_label(match.query, name)}: {value}" for name, value in match.shown.items())
    mended = "".join(f" “{typed}” was read as “{word}”." for typed, word in frame.mended)
    mended += "".join(
        f" “{e.text}” was read as “{e.read_as}”." for e in frame.entities if e.read_as and e.read_as != e.text
    )
    expected = "".join(f" Is it {check.text}?" for check in match.checks)
    return match.query.summary + (f" {filled}." if filled else "") + expected + mended


def _label(query: Query, name: str) -> str:
    return query.params[name].label if name in query.params else name.capitalize()


def _dangling(frame: Frame) -> bool:
    """Whether the question ends in a pronoun, or asks for something of its, with nothing named before it."""
    words = [token.word for token in frame.tokens]
    if frame.entities or not words:
        return False
    asked = {"decide", "supplier", "cost", "extend", "award", "end", "start", "cite"} & frame.concepts
    return bool(asked) and (words[-1] in ("it", "him", "her") or words[0] == "its")


# ── what is left over ────────────────────────────────────────────────────────────────────────────


def _with_topic(frame: Frame, names: Names) -> Frame:
    """Words left over that stand together and in the titles of things name those things."""
    if not any(entity.of("post") for entity in frame.entities):
        worded = [frame.tokens[index].word for index in frame.left]
        verb = bool(frame.left) and frame.tokens[frame.left[0] - 1].word == "who"
        held = () if verb else meant.posts(worded, frame.concepts, frame.asks, names)
        if held and (not frame.left or _together(frame)):
            at = (frame.left[0], frame.left[-1] + 1) if frame.left else (0, 0)
            concepts = frame.concepts - {"member", "service"}
            post = Entity(" ".join(worded) or "Cabinet Member", at, held, read_as=f"posts with {' '.join(worded)}")
            return replace(with_entity(frame, post), concepts=concepts)
    if not _together(frame):
        return frame
    words = [frame.tokens[index].word for index in frame.left]
    if not all(word.isalpha() for word in words) or max(map(len, words)) < 3 or set(words) <= _PLAIN:
        return frame
    kinds = [kind for kind in _TITLED if kind in frame.concepts] or list(_TITLED)
    titled = _titled(frame, words, kinds, names) or _contracts_of(topic(words, names, ("decision",)), kinds, names)
    if not titled:
        return _told(frame, words, names)
    at = (frame.left[0], frame.left[-1] + 1)
    return with_entity(frame, Entity(" ".join(words), at, titled, read_as=f"titles with {' '.join(words)}"))


def _titled(frame: Frame, words: Sequence[str], kinds: Sequence[str], names: Names) -> tuple[Named, ...]:
    """The things with the words in their titles; a word by itself in another form only where a thing is named."""
    found = topic(words, names, kinds)
    if len(words) > 1 or _of_thing(frame, frame.left[0]):
        return found
    return tuple(named for named in found if single(words[0]) in map(single, key(named.label).split()))


def _told(frame: Frame, words: Sequence[str], names: Names) -> Frame:
    """Words left over that a paper has under the heading of one decision name it, or pick it out of those named."""
    at = (frame.left[0], frame.left[-1] + 1)
    named = [entity for entity in frame.entities if entity.of(*_TITLED)]
    # Who moved it is asked of a decision; who is responsible for it, and when it is, of what the words mean.
    if frame.asks & {"yesno", "howmuch", "howlong"} or not frame.asks or not _OF_DECISION & frame.concepts:
        return frame
    if frame.entities and not (len(named) == 1 and _beside(frame, named[0], at)):
        return frame
    told = names.told(words)
    if "contract" in frame.concepts:
        told = [contract for decision in told for contract in names.related(decision.iri, "contract")]
    if not named:
        meant = Entity(" ".join(words), at, tuple(told), read_as=f"what a paper tells of {' '.join(words)}")
        known = len(told) == 1 and "what" not in frame.asks and _of_thing(frame, at[0])
        return with_entity(frame, meant) if known else frame
    held = {one.iri for thing in told for kind in _TITLED for one in (thing, *names.related(thing.iri, kind))}
    picked = replace(named[0], candidates=tuple(n for n in named[0].candidates if n.iri in held))
    if not picked.candidates:
        return frame
    return replace(frame, entities=tuple(picked if e is named[0] else e for e in frame.entities), left=())


def _beside(frame: Frame, entity: Entity, at: tuple[int, int]) -> bool:
    """Whether words stand right behind a name, or before it with no more than small words between."""
    between = frame.tokens[at[1] : entity.at[0]]
    if not entity.read_as or frame.tokens[entity.at[1] - 1].owner:
        return False  # what a contract has that is named by its reference, or as an owner
    before = at[1] <= entity.at[0] and all(token.word in _SMALL for token in between) and _of_thing(frame, at[0])
    return before or at[0] == entity.at[1]


def _of_thing(frame: Frame, index: int) -> bool:
    """Whether a word stands where a thing is named, and not what was done: behind an article, a preposition, a name."""
    before = frame.tokens[index - 1].word if index else ""
    return before in _ARTICLES or any(entity.at[1] == index for entity in frame.entities)


def _contracts_of(decisions: Sequence[Named], kinds: Sequence[str], names: Names) -> tuple[Named, ...]:
    """The contracts that decisions concern, where contracts are asked about: "the early help contracts"."""
    found = (contract for named in decisions for contract in names.related(named.iri, "contract"))
    return tuple({contract.iri: contract for contract in found}.values()) if kinds == ["contract"] else ()


def _together(frame: Frame) -> bool:
    """Whether the words left over stand together, with no more than small words between them."""
    between = frame.tokens[frame.left[0] : frame.left[-1]] if frame.left else ()
    loose = [t for i, t in enumerate(between, frame.left[0] if frame.left else 0) if i not in frame.left]
    return bool(frame.left) and all(token.word in _SMALL for token in loose)


def _unexplained(frame: Frame, names: Names, catalogue: Mapping[str, Query], known: Lexicon) -> Reading:
    words = " ".join(frame.tokens[index].raw for index in frame.left)
    if "/" in words and (begun := names.near(words, ("contract", "decision"), 5)):
        reason = f"“{words}” is no whole reference of something that we hold."
        return Reading("not_held", frame.text, reason, suggestions=_replaced(frame, words, begun))
    near = names.near(words, (), 5)
    if near and any(frame.tokens[index].raw[:1].isupper() for index in frame.left if index > 0):
        return Reading(
            "not_held",
            frame.text,
            f"Nothing that we hold is called “{words}”.",
            suggestions=_replaced(frame, words, near),
        )
    reason = f"“{words}” is neither a name that we hold nor a word that a query explains."
    return _not_understood(frame, reason, catalogue, known)


def _not_held(frame: Frame) -> Reading:
    first = frame.unknown[0]
    return Reading(
        "not_held", frame.text, f"We hold nothing with the reference “{first.text}”.",
        suggestions=_replaced(frame, first.text, first.near),
    )  # fmt: skip


def _only_cited(frame: Frame, match: Match) -> Reading:
    thing = match.missing[0]
    reason = f"{thing.label} is cited in papers that we hold, and is not among them itself."
    if not thing.matched:
        reason = f"Nothing that we hold cites {thing.label}."
    offered = ({"question": f"Which decisions cite {thing.key or thing.label}?"},)
    return Reading("not_held", frame.text, reason, match.query.name, match.params, match.shown, suggestions=offered)


def _replaced(frame: Frame, text: str, near: Sequence[Named]) -> tuple[Mapping[str, str], ...]:
    return _once([{"question": frame.text.replace(text, named.key or named.label)} for named in near])


def _not_understood(frame: Frame, reason: str, catalogue: Mapping[str, Query], known: Lexicon) -> Reading:
    scored = [
        (len(wording.concepts & frame.concepts) - 0.5 * len(wording.concepts - frame.concepts), query, wording)
        for query, wording in wordings(catalogue, known)
        if wording.concepts & frame.concepts
    ]
    scored.sort(key=lambda item: -item[0])
    offered = [_suggestion(query, wording, frame) for _, query, wording in scored[:12]]
    return Reading("not_understood", frame.text, reason, suggestions=_once([o for o in offered if o])[:3])


def _suggestion(query: Query, wording: Wording, frame: Frame) -> Mapping[str, str]:
    """A query's wording with the question's own things in it; empty where they do not fill it."""
    text = wording.text
    used: set[str] = set()
    for slot in wording.slots:
        kind = query.params[slot].type
        things = [
            n
            for e in frame.entities
            for n in e.candidates
            if n.iri not in used and (kind in (n.kind, "thing") or n.kind == "organisation" == kind)
        ]
        if not things:
            return {}
        used.add(things[0].iri)
        text = text.replace("{" + slot + "}", things[0].key or things[0].label)
    return {"question": text[0].upper() + text[1:] + "?", "query": query.name}


def _once(offered: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    return tuple({item["question"]: item for item in offered if item}.values())


@lru_cache(maxsize=4)
def _wordings(queries: tuple[Query, ...], _: int) -> tuple[tuple[Query, Wording], ...]:
    known = lexicon()
    return tuple(found for query in queries for text in query.questions for found in _taken_apart(query, text, known))


def _taken_apart(query: Query, text: str, known: Lexicon) -> Sequence[tuple[Query, Wording]]:
    try:
        return [(query, wording(text, known))]
    except ValueError as error:
        # A query file of somebody's own may use a word that the lexicon lacks; its other wordings serve.
        log.warning("%s: %s", query.name, error)
        return []
