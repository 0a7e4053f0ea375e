"""What a person tells of identity, held against what the papers alone give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from councilgraph.model import Mention, Resolution, Thing, Told
from councilgraph.resolve.names import words

Key = tuple[str, str, str]  # kind of mention, document IRI, name or index


@dataclass(frozen=True)
class Tellings:
    """Which mentions are told to be one thing or apart; things are known by what the papers alone make of them."""

    told: tuple[Told, ...] = ()
    before: Mapping[Key, Mention] = field(default_factory=dict)
    things: Mapping[str, Thing] = field(default_factory=dict)

    def apart(self, kind: str, document: str, key: str | int) -> tuple[str, ...]:
        """The IRIs of the splits that take a mention away from its thing."""
        mention = self.before.get((kind, document, str(key))) if self.told else None
        if mention is None:
            return ()
        return tuple(one.iri for one in self.told if one.apart and _is_apart(one, mention, document, str(key)))

    def tie(self, kind: str, document: str, key: str | int) -> Told | None:
        """The merge that a mention is told to be part of."""
        mention = self.before.get((kind, document, str(key))) if self.told else None
        if mention is None:
            return None
        return next((one for one in self.told if not one.apart and self._is_tied(one, mention, str(key))), None)

    def _is_tied(self, told: Told, mention: Mention, key: str) -> bool:
        if mention.iri in (told.thing, *told.others):
            return True
        known = self.things.get(told.thing)
        same_kind = known is None or mention.kind == known.kind
        return same_kind and _space(told.thing) == _space(mention.iri) and bool(self._names(mention, key) & _told(told))

    def _names(self, mention: Mention, key: str) -> set[tuple[str, ...]]:
        thing = self.things[mention.iri]
        return {words(name) for name in (mention.name, key, thing.label, thing.identifier)} - {()}

    def outdated(self) -> Iterator[tuple[str, str]]:
        """What was told and no longer applies: the IRI of the merge or split, and why it does not."""
        for told in self.told:
            for reason in self._splits(told) if told.apart else self._merges(told):
                yield told.iri, reason

    def _splits(self, told: Told) -> Iterator[str]:
        if told.thing not in self.things:
            yield f"no paper tells of <{told.thing}> any longer. Check the IRI, or drop the split."
            return
        mentions = [(key, one) for key, one in self.before.items() if one.iri == told.thing]
        for document in told.documents:
            if not any(key[1] == document for key, _ in mentions):
                yield f"<{document}> does not tell of <{told.thing}>. Check both IRIs, or drop the split."
        for name in told.names:
            if not any(words(name) in (words(one.name), words(key[2])) for key, one in mentions):
                yield f"no paper prints {name!r} for <{told.thing}>. Check the name, or drop the split."

    def _merges(self, told: Told) -> Iterator[str]:
        found = {one.iri for key, one in self.before.items() if self._is_tied(told, one, key[2])}
        for iri in (told.thing, *told.others):
            if iri not in self.things and (iri != told.thing or not found):
                yield f"no paper tells of <{iri}> any longer. Check the IRI, or drop the merge."
        printed = {name for key, one in self.before.items() if one.iri in found for name in self._names(one, key[2])}
        for name in told.names:
            if words(name) not in printed:
                yield f"no paper prints {name!r} for such a thing. Check the name, or drop the merge."
        if found == {told.thing}:
            yield f"what it names is one thing already, <{told.thing}>. Drop the merge."


def tellings(told: Sequence[Told], first: Resolution) -> Tellings:
    """What is told, with the things and mentions that there are without it."""
    return Tellings(tuple(told), first.index, {thing.iri: thing for thing in first.things})


def _is_apart(told: Told, mention: Mention, document: str, key: str) -> bool:
    there = not told.documents or document in told.documents
    named = not told.names or {words(mention.name), words(key)} & _told(told)
    return mention.iri == told.thing and there and bool(named)


def _told(told: Told) -> set[tuple[str, ...]]:
    return {words(name) for name in told.names}


def _space(iri: str) -> str:
    """Council and class of a thing: its IRI without the last part."""
    return iri.rpartition("/")[0]
