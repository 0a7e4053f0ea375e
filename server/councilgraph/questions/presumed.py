"""What a question takes for granted of a decision that it names: "the member decision X", "the draft decision Y"."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from councilgraph.namespaces import CG, CODE
from councilgraph.questions.named import Entity
from councilgraph.questions.words import Token

_HEADS = frozenset({"decision", "decisions", "record"})
# What a word before the noun says: the property, the values that bear it out, and whether having none denies it.
_SAID = {
    "officer": ("decisionKind", "officer"), "member": ("decisionKind", "member"),
    "committee": ("decisionKind", "committee"),
    "proposed": ("stage", "proposed"), "draft": ("stage", "proposed"),
    "withdrawn": ("stage", "withdrawn"), "cancelled": ("stage", "withdrawn"),
    "rejected": ("stage", "rejected"), "refused": ("stage", "rejected"), "deferred": ("stage", "deferred"),
}  # fmt: skip
_SCHEMES = {"decisionKind": "decision-kind", "stage": "decision-stage"}
# Who took a decision by "which officer", "which member", and what kind of decision it then is.
_MAKERS = {
    "officer": "officer", "officers": "officer", "member": "member", "members": "member", "councillor": "member",
    "councillors": "member", "cllr": "member",
}  # fmt: skip
# Values that do not tell: a proposal may be anybody's, and of what is only mentioned nothing is known.
_UNTOLD = frozenset({str(CODE.concept("decision-kind", "proposed")), str(CODE.concept("decision-stage", "mentioned"))})


@dataclass(frozen=True)
class Presumed:
    """That a decision has a value of a property, as a question takes for granted; `word` is how it says so."""

    iri: str
    label: str
    word: str
    predicate: str
    value: str

    def denied(self, values: Collection[str]) -> bool:
        """Whether the values that the decision has of the property say otherwise."""
        told = set(values) - _UNTOLD
        return bool(told) and self.value not in told


def presumed(tokens: Sequence[Token], entities: Sequence[Entity], maker: bool) -> tuple[Presumed, ...]:
    """What is taken for granted of the decisions named, from the words right before their noun.

    Where their `maker` is asked, by "which officer" also that an officer took them.
    """
    asked = [one for at in range(len(tokens) - 2) if maker and (one := _maker(tokens[at : at + 3]))]
    return tuple(
        Presumed(named.iri, named.label, word, str(CG[prop]), str(CODE.concept(_SCHEMES[prop], code)))
        for entity in entities
        for named in entity.of("decision")[:1]
        for word, (prop, code) in (*((word, _SAID[word]) for word in _before_noun(tokens, entity)), *asked)
    )


def _maker(tokens: Sequence[Token]) -> tuple[str, tuple[str, str]] | None:
    """What "which officer" takes for granted of the decision that he or she took; not "which officer decision"."""
    one, two, three = (token.word for token in tokens)
    somebody = one in ("which", "what") and two in _MAKERS and three not in _HEADS
    return (two, ("decisionKind", _MAKERS[two])) if somebody else None


def _before_noun(tokens: Sequence[Token], entity: Entity) -> Sequence[str]:
    """The words that stand before "decision" where the noun is the named one's: before its number, or within."""
    first, last = entity.at
    words = [token.word for token in tokens]
    if entity.of("decision") and len({named.iri for named in entity.of("decision")}) != 1:
        return ()
    heads = [index for index in range(first, last) if words[index] in _HEADS]
    head = first - 1 if first and words[first - 1] in _HEADS else heads[0] if heads else -1
    if head < 0:
        return ()
    found: list[str] = []
    while head > 0 and words[head - 1] in _SAID:
        head -= 1
        found.append(words[head])
    return found
