"""The evidence of a snapshot, looked up in its index: claims by what they are about, with their passages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice

from councilgraph.model import Claimed, Correction, Proof, Touching
from councilgraph.namespaces import CODE
from councilgraph.store.evidence import named, numbered

Ask = Callable[[str, Sequence[object]], list[tuple[object, ...]]]
Key = tuple[str, str]  # subject and predicate
Row = tuple[object, ...]

_SAID = (
    "SELECT subject, predicate, claim, folder, object, rank, rule, document, start, end, section, quote, confidence, "
    "unsure FROM said WHERE "
)
_OF_KEY = _SAID + "subject = ? AND predicate = ?"
_OF_CLAIM = _SAID + "claim = ?"
_ABOUT = _SAID + "subject = ? AND document != 0 LIMIT ?"
_NAMING = _SAID + "object = ? AND typeof(object) = 'integer' AND document != 0 LIMIT ?"
_FINDINGS = "SELECT about, iri, verdict, severity, explanation, sides FROM findings WHERE about IN (%s)"
_PREDICATES = "SELECT claim, predicate FROM said WHERE claim IN (%s)"
_TITLES = "SELECT document, title FROM titles WHERE document IN (%s)"
_CORRECTIONS = "SELECT claim, who, named, day, why FROM corrections"
_AT_ONCE = 500  # values in one list of a query
_ROOM = 50_000  # terms that are remembered
_AGREES = str(CODE.concept("finding-verdict", "agrees"))


class Proofs:
    """Claims and findings of one snapshot by what they are about; safe from many threads as far as `ask` is."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._texts = dict[int, str]()
        self._numbers = dict[str, int]()
        self._titles = dict[object, str]()
        self._others = bool(ask("SELECT 1 FROM others LIMIT 1", ()))
        self._corrections = {row[0]: row[1:] for row in ask(_CORRECTIONS, ())}

    def stated(self, keys: Collection[Key]) -> list[Claimed]:
        """What claims with passages say of some (subject, predicate) pairs, a row for each passage."""
        return [self._said(row, stated=True) for row in self._filled(row for row in self._of(keys) if row[7])]

    def concluded(self, keys: Collection[Key]) -> list[Claimed]:
        """What rules concluded of some (subject, predicate) pairs, without passages."""
        rows = self._filled(row for row in self._of(keys) if row[6])
        return list(dict.fromkeys(self._said(row) for row in rows))

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
        rows = [row for number in set(numbers.values()) for row in self._ask(_OF_CLAIM, (number,)) if row[7]]
        proofs: dict[object, list[Proof]] = {}
        for row in self._filled(rows):
            proofs.setdefault(row[2], []).append(self._proof(row))
        return {claim: proofs[number] for claim, number in numbers.items() if number in proofs}

    def corrected(self, keys: Collection[Key]) -> list[Correction]:
        """What persons told of some (subject, predicate) pairs, and what was concluded from it."""
        told = self._corrections
        rows = self._filled(self._of(keys)) if told else ()
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
        things = list(things)
        if predicates:
            rows = (row for row in self._of([(thing, one) for thing in things for one in predicates]) if row[7])
            return [self._said(row, stated=True) for row in self._filled(islice(rows, most))]
        ids = self._ids(things)
        query = _ABOUT if place == "subject" else _NAMING
        found = (row for number in ids.values() for row in self._ask(query, (number, most)))
        return [self._said(row, stated=True) for row in self._filled(islice(found, most))]

    def findings(self, things: Iterable[str]) -> list[Touching]:
        """The findings about some things, where something does not agree."""
        named = {number: thing for thing, number in self._ids(things).items()}
        rows = list(self._listed(_FINDINGS, list(named)))
        self._know(code for row in rows for code in row[2:4])
        rows = [row for row in rows if self._text(row[2]) != _AGREES]
        sides = {side for row in rows for side in _numbers(row[5])}
        predicates = {row[0]: row[1] for row in self._listed(_PREDICATES, list(sides))}
        self._know(predicates.values())
        text, found = self._text, list[Touching]()
        for about, iri, verdict, severity, explanation, claims in rows:
            said = frozenset(text(predicates[side]) for side in _numbers(claims) if side in predicates)
            thing = named[int(str(about))]
            found.append(Touching(str(iri), thing, text(verdict), text(severity), str(explanation), said))
        return found

    def _of(self, keys: Collection[Key]) -> Iterator[Row]:
        ids = self._ids({term for key in keys for term in key})
        for subject, predicate in sorted(keys):
            if subject in ids and predicate in ids:
                yield from self._ask(_OF_KEY, (ids[subject], ids[predicate]))

    def _rests_on(self, number: int) -> set[int]:
        """A claim and all that it was concluded from, step by step."""
        found, new = {number}, [number]
        while new:
            rows = self._ask("SELECT said FROM sources WHERE claim = ?", (new.pop(),))
            fresh = [one for row in rows if isinstance(one := row[0], int) and one not in found]
            found.update(fresh)
            new += fresh
        return found

    def _ids(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of some terms, of those that have one; they are remembered."""
        self._numbers = {} if len(self._numbers) > _ROOM else self._numbers
        known, wanted = self._numbers, sorted(set(texts))
        if missing := [text for text in wanted if text not in known]:
            rows = self._listed("SELECT text, id FROM terms WHERE text IN (%s)", missing)
            known.update((str(text), int(str(number))) for text, number in rows)
        return {text: known[text] for text in wanted if text in known}

    def _listed(self, query: str, values: Sequence[object]) -> Iterator[Row]:
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            yield from self._ask(query % ", ".join("?" * len(some)), some)

    def _filled(self, rows: Iterable[Row]) -> list[Row]:
        """The rows, when all terms and titles in them are known."""
        found = list(rows)
        self._titles = {} if len(self._titles) > _ROOM else self._titles
        untitled = {row[7] for row in found} - self._titles.keys() - {0}
        self._titles.update((row[0], str(row[1])) for row in self._listed(_TITLES, list(untitled)))
        self._know([number for row in found for number in (*row[:2], row[3], *row[4:8], row[10])])
        return found

    def _know(self, numbers: Iterable[object]) -> None:
        """Remember the texts of some terms."""
        if len(self._texts) > _ROOM:
            self._texts = {}
        missing = {one for one in numbers if isinstance(one, int) and one and one not in self._texts}
        if missing:
            rows = self._listed("SELECT id, text FROM terms WHERE id IN (%s)", list(missing))
            self._texts.update((int(str(number)), str(text)) for number, text in rows)

    def _text(self, number: object) -> str:
        if not isinstance(number, int) or not number:
            return ""
        known = self._texts.get(number)
        return known if known is not None else str(self._ask("SELECT text FROM terms WHERE id = ?", (number,))[0][0])

    def _said(self, row: Row, stated: bool = False) -> Claimed:
        """The claim of a row: with its passage as it stands there, else as a rule concluded it."""
        subject, predicate, number, folder, value, rank, rule, *_ = row
        return Claimed(
            self._text(subject), self._text(predicate), self._text(value) if isinstance(value, int) else str(value),
            self._iri(int(str(number)), self._text(folder)), self._text(rank), "" if stated else self._text(rule),
            self._proof(row) if stated else None,
        )  # fmt: skip

    def _proof(self, row: Row) -> Proof:
        *_, document, start, end, section, quote, confidence, unsure = row
        iri = self._text(document)
        place = (self._text(section), int(str(start)), int(str(end)), str(quote))
        title = self._title(document, iri)
        return Proof(iri, title, *place, confidence=str(confidence or ""), unsure=str(unsure or ""))

    def _title(self, document: object, iri: str) -> str:
        known = self._titles.get(document)
        if known is None:
            rows = self._ask(_TITLES % "?", (document,))
            known = str(rows[0][1]) if rows else iri.rsplit("/", 1)[-1]
        return known

    def _iri(self, number: int, folder: str = "") -> str:
        """The IRI of a claim; `folder` is that of its row, or of one that rests on it."""
        rows = self._ask("SELECT iri FROM others WHERE claim = ?", (number,)) if self._others else ()
        if rows:
            return str(rows[0][0])
        if not folder:
            own = self._ask("SELECT text FROM said JOIN terms ON id = folder WHERE claim = ? LIMIT 1", (number,))
            folder = str(own[0][0]) if own else ""
        return named(number, folder)


def _numbers(words: object) -> list[int]:
    return [int(word) for word in str(words).split()]


def opened(ask: Ask) -> Proofs | None:
    """The evidence in an index; None where it was made before indexes had any."""
    there = ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'said'", ())
    return Proofs(ask) if there else None
