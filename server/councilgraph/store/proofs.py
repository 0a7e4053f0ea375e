"""The evidence of a snapshot, looked up in its index: claims by what they are about, with their passages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from councilgraph.model import Claimed, Correction, Proof, Touching
from councilgraph.namespaces import CODE
from councilgraph.store.evidence import named, numbered

Row = tuple[Any, ...]
Ask = Callable[[str, Sequence[object]], Sequence[Row]]
Key = tuple[str, str]  # subject and predicate

_SAID = """
SELECT about.text, said_of.text, claim, folder.text,
    CASE typeof(object) WHEN 'integer' THEN things.text ELSE object END,
    ranks.text, rules.text, papers.text, title, start, end, sections.text, quote, confidence, unsure
FROM said JOIN terms AS about ON about.id = subject JOIN terms AS said_of ON said_of.id = predicate
    LEFT JOIN terms AS things ON things.id = object AND typeof(object) = 'integer'
    LEFT JOIN terms AS folder ON folder.id = said.folder LEFT JOIN terms AS ranks ON ranks.id = said.rank
    LEFT JOIN terms AS rules ON rules.id = said.rule LEFT JOIN terms AS papers ON papers.id = said.document
    LEFT JOIN terms AS sections ON sections.id = said.section LEFT JOIN titles ON titles.document = said.document
WHERE """
_NUMBER = "(SELECT id FROM terms WHERE text = ?)"
_OF_KEY = f"{_SAID} subject = {_NUMBER} AND predicate = {_NUMBER}"
_OF_CLAIM = f"{_SAID} claim = ?"
_ABOUT = f"{_SAID} subject = {_NUMBER} AND said.document != 0 LIMIT ?"
_NAMING = f"{_SAID} object = {_NUMBER} AND typeof(object) = 'integer' AND said.document != 0 LIMIT ?"
_FINDINGS = """
SELECT things.text, iri, verdicts.text, severities.text, explanation, sides
FROM terms AS things JOIN findings ON findings.about = things.id
    LEFT JOIN terms AS verdicts ON verdicts.id = verdict LEFT JOIN terms AS severities ON severities.id = severity
WHERE things.text IN (%s)"""
_PREDICATES = "SELECT claim, text FROM said JOIN terms ON id = predicate WHERE claim IN (%s)"
_CORRECTIONS = "SELECT claim, who, named, day, why FROM corrections"
_AT_ONCE = 500  # values in one list of a query
_RULE, _PAPER = 6, 7  # places in a row
_AGREES = str(CODE.concept("finding-verdict", "agrees"))


class Proofs:
    """Claims and findings of one snapshot by what they are about; safe from many threads as far as `ask` is."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._others = bool(ask("SELECT 1 FROM others LIMIT 1", ()))
        self._corrections = {row[0]: row[1:] for row in ask(_CORRECTIONS, ())}

    def stated(self, keys: Collection[Key]) -> list[Claimed]:
        """What claims with passages say of some (subject, predicate) pairs, a row for each passage."""
        return [self._said(row, stated=True) for row in self._of(keys) if row[_PAPER]]

    def concluded(self, keys: Collection[Key]) -> list[Claimed]:
        """What rules concluded of some (subject, predicate) pairs, without passages."""
        return list(dict.fromkeys(self._said(row) for row in self._of(keys) if row[_RULE]))

    def sources(self, claims: Iterable[str]) -> dict[str, list[str]]:
        """The claims that each claim was concluded from, step by step, in the order of their IRIs."""
        found = dict[str, list[str]]()
        for claim in claims:
            number, folder = numbered(claim)
            found[claim] = [self._iri(one, folder) for one in sorted(self._rests_on(number) - {number})]
        return found

    def passages(self, claims: Iterable[str]) -> dict[str, list[Proof]]:
        """The passages of some claims, by claim."""
        numbers = {claim: numbered(claim)[0] for claim in claims}
        proofs: dict[object, list[Proof]] = {}
        for number in set(numbers.values()):
            proofs[number] = [_proof(row) for row in self._ask(_OF_CLAIM, (number,)) if row[_PAPER]]
        return {claim: proofs[number] for claim, number in numbers.items() if proofs[number]}

    def corrected(self, keys: Collection[Key]) -> list[Correction]:
        """What persons told of some (subject, predicate) pairs, and what was concluded from it."""
        told = self._corrections
        rows = self._of(keys) if told else ()
        found = list[Correction]()
        for said in dict.fromkeys(map(self._said, rows)):
            number, folder = numbered(said.claim)
            for one in sorted(self._rests_on(number) & told.keys()):
                who, is_iri, day, why = told[one]
                claim = self._iri(one, folder)
                found.append(Correction(said, claim, str(who), bool(is_iri), str(day), str(why)))
        return found

    def mentions(self, things: Iterable[str], predicates: Sequence[str], place: str, most: int) -> list[Claimed]:
        """Claims with passages whose `place` ("subject" or "object") is one of some things.

        Of each at most so many, by some predicates or, where none is given, by any.
        """
        if predicates:
            rows = (row for row in self._of([(thing, one) for thing in things for one in predicates]) if row[_PAPER])
        else:
            query = _ABOUT if place == "subject" else _NAMING
            rows = (row for thing in sorted(things) for row in self._ask(query, (thing, most)))
        return [self._said(row, stated=True) for row in islice(rows, most)]

    def findings(self, things: Iterable[str]) -> list[Touching]:
        """The findings about some things, where something does not agree."""
        rows = [row for row in self._listed(_FINDINGS, list(things)) if row[2] != _AGREES]
        sides = {side for row in rows for side in _numbers(row[-1])}
        predicates = {row[0]: str(row[1]) for row in self._listed(_PREDICATES, list(sides))}
        return [
            Touching(
                str(iri), str(about), str(verdict or ""), str(severity or ""), str(explanation),
                frozenset(predicates[side] for side in _numbers(claims) if side in predicates),
            )
            for about, iri, verdict, severity, explanation, claims in rows
        ]  # fmt: skip

    def _of(self, keys: Collection[Key]) -> Iterator[Row]:
        return (row for key in sorted(keys) for row in self._ask(_OF_KEY, key))

    def _rests_on(self, number: int) -> set[int]:
        """A claim and all that it was concluded from, step by step."""
        found, new = {number}, [number]
        while new:
            rows = self._ask("SELECT said FROM sources WHERE claim = ?", (new.pop(),))
            fresh = [one for row in rows if isinstance(one := row[0], int) and one not in found]
            found.update(fresh)
            new += fresh
        return found

    def _listed(self, query: str, values: Sequence[object]) -> Iterator[Row]:
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            yield from self._ask(query % ", ".join("?" * len(some)), some)

    def _said(self, row: Row, stated: bool = False) -> Claimed:
        """The claim of a row: with its passage as it stands there, else as a rule concluded it."""
        subject, predicate, number, folder, value, rank, rule, *_ = row
        return Claimed(
            subject, predicate, value, self._iri(number, folder or ""), rank or "", "" if stated else rule or "",
            _proof(row) if stated else None,
        )  # fmt: skip

    def _iri(self, number: int, folder: str = "") -> str:
        """The IRI of a claim; `folder` is that of its row, or of one that rests on it."""
        rows = self._ask("SELECT iri FROM others WHERE claim = ?", (number,)) if self._others else ()
        if rows:
            return str(rows[0][0])
        if not folder:
            own = self._ask("SELECT text FROM said JOIN terms ON id = folder WHERE claim = ? LIMIT 1", (number,))
            folder = str(own[0][0]) if own else ""
        return named(number, folder)


def _proof(row: Row) -> Proof:
    *_, document, title, start, end, section, quote, confidence, unsure = row
    title = document.rsplit("/", 1)[-1] if title is None else title
    return Proof(document, title, section or "", start, end, quote, "", confidence or "", unsure or "")


def _numbers(words: object) -> list[int]:
    return [int(word) for word in str(words).split()]


def opened(ask: Ask) -> Proofs | None:
    """The evidence in an index; None where it was made before indexes had any."""
    there = ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'said'", ())
    return Proofs(ask) if there else None
