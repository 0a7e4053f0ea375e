"""What a title names beside what it is the title of, and words before it that say what was done with it."""

from collections.abc import Sequence
from dataclasses import replace

from councilgraph.model import Named, Names
from councilgraph.questions.named import Entity
from councilgraph.questions.words import Token, key

_CONTRACT = frozenset({"contract", "agreement", "tender", "framework", "lease"})
_BEFORE = frozenset({"of", "for", "on", "to", "about", "against", "from", "proposed", "seconded", "moved"})
_AGREED = frozenset(
    {"agree", "agreed", "decide", "decided", "resolve", "resolved", "propose", "proposed", "vote", "voted"}
)
_ARTICLES = frozenset({"the", "a", "an", "our"})
_BEING = frozenset({"to", "be", "being", "been", "was", "were", "is", "are"})
_STEM = 6  # letters that words for one deed share
_SAME = 5  # decisions that one matter has


def fuller(entity: Entity, tokens: Sequence[Token], taken: list[bool], names: Names) -> Entity:
    """A thing with the others that its words name: the contract of a decision, later decisions on a matter."""
    if not entity.of("decision") or entity.of("service", "contract"):
        return entity
    meant = (*entity.candidates, *_contracts(entity, names), *_later(entity, names))
    whole = _done(replace(entity, candidates=tuple({named.iri: named for named in meant}.values())), tokens, taken)
    return whole if whole.of("contract") else _with_doing(whole, tokens, taken)


def _contracts(entity: Entity, names: Names) -> list[Named]:
    """The contracts of decisions where their title ends with the word: "the school meals contract"."""
    if key(entity.text).rpartition(" ")[2] not in _CONTRACT:
        return []
    return [contract for named in entity.of("decision") for contract in names.related(named.iri, "contract")]


def _later(entity: Entity, names: Names) -> list[Named]:
    """The decisions whose titles go on after the title named: "Mill Lane" and "Mill Lane - objections"."""
    titles = {key(named.label) for named in entity.of("decision")} & {key(entity.text)}
    alike = (
        n for title in titles for n in names.starting(title, ("decision",), _SAME) if key(n.label).startswith(title)
    )
    return [named for named in alike if named.held and _goes_on(named.label[len(entity.text) :])]


def _goes_on(rest: str) -> bool:
    return rest.lstrip()[:1] in {"-", "–", ":"}


def _done(entity: Entity, tokens: Sequence[Token], taken: list[bool]) -> Entity:
    """A matter with what its title says is done with it: "is the fleet being replaced"."""
    last = entity.at[1]
    while last < len(tokens) and tokens[last].word in _BEING and not taken[last]:
        last += 1
    stem = tokens[last].word[:_STEM] if last < len(tokens) and not taken[last] else ""
    titles = {word for named in entity.of("decision") for word in key(named.label).split()}
    if len(stem) < _STEM or not any(word.startswith(stem) for word in titles):
        return entity
    taken[entity.at[1] : last + 1] = [True] * (last + 1 - entity.at[1])
    return replace(entity, at=(entity.at[0], last + 1))


def _with_doing(entity: Entity, tokens: Sequence[Token], taken: list[bool]) -> Entity:
    """A matter with the word for doing it: "the vote on closing the library", "cost of resurfacing the car park"."""
    first = entity.at[0] - 1
    while first > 0 and tokens[first].word in _ARTICLES and not taken[first]:
        first -= 1
    if first <= 0 or taken[first] or not _is_doing(tokens, first):
        return entity
    taken[first : entity.at[0]] = [True] * (entity.at[0] - first)
    return replace(entity, at=(first, entity.at[1]))


def _is_doing(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is a deed that somebody agreed on: "vote on closing", "agree to close"."""
    word, before = tokens[index].word, tokens[index - 1].word
    if word.endswith("ing") and len(word) > len("doing"):
        return before in _BEFORE
    return before == "to" and index > 1 and tokens[index - 2].word in _AGREED and len(word) > 2
