"""Hold extracted facts against those that a careful reader found, kind by kind.

`scorer.py FOLDER EXPECTED.jsonl` scores the papers of a folder; LEAST is what must be reached. A fact that
a paper says twice counts once. Precision is taken only where the reader vouches for having found everything.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from councilgraph import documents, extract

Fact = Mapping[str, Any]
Same = Callable[[Fact, Fact], bool]

SMALL_WORDS = {"the", "of", "and", "for", "a", "an", "to", "s", "in", "on", "at"}
FORMS_OF_ADDRESS = {
    "mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "sir", "dame", "lord", "lady",
    "cbe", "obe", "mbe", "kbe", "qc", "kc", "dl",
}  # fmt: skip
LEAST = {
    "decisions": (0.95, 0.90),
    "amounts": (0.95, 0.90),
    "legislation": (0.95, 0.90),
    "contracts": (0.85, 0.80),
    "people": (None, 0.90),
    "dates": (None, 0.85),
    "delegations": (None, 0.80),
}


@dataclass
class Tally:
    """Facts of one kind found, missed and too many; `sure`: found in papers read for completeness."""

    found: int = 0
    missed: int = 0
    sure: int = 0
    extra: int = 0

    @property
    def recall(self) -> float:
        """Found over expected; 1 where nothing is expected."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Right over given, in the papers read for completeness; 1 where nothing was given."""
        return self.sure / (self.sure + self.extra) if self.sure + self.extra else 1.0


@dataclass
class Score:
    """Tallies by kind, and a line for each fact missed or given without ground."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in LEAST})
    remarks: list[str] = field(default_factory=list)

    def short(self) -> list[str]:
        """What falls short of LEAST, one line a kind and measure."""
        lines = []
        for kind, (precision, recall) in LEAST.items():
            tally = self.tallies[kind]
            if precision is not None and tally.precision < precision:
                lines.append(f"{kind}: precision {tally.precision:.3f}, at least {precision}")
            if tally.recall < recall:
                lines.append(f"{kind}: recall {tally.recall:.3f}, at least {recall}")
        return lines


def content(text: str | None) -> set[str]:
    """The words of a text that carry meaning, in lower case."""
    return set(re.findall(r"[a-z0-9]+", (text or "").lower().replace("’", "'"))) - SMALL_WORDS


def alike(left: str | None, right: str | None, share: float = 0.5) -> bool:
    """Whether two titles share enough words, or one holds the whole of the other (three words or more)."""
    a, b = content(left), content(right)
    if not a or not b:
        return False
    return len(a & b) >= share * len(a | b) or (min(len(a), len(b)) >= 3 and a & b in (a, b))


def bare(reference: object) -> str:
    """A reference without its punctuation."""
    return re.sub(r"[^A-Z0-9]", "", str(reference or "").upper())


def pence(value: object) -> int | None:
    """A sum of money as whole pence; None where it is no number."""
    try:
        return round(float(str(value)) * 100)
    except ValueError:
        return None


def same_decision(a: Fact, b: Fact) -> bool:
    """One number where both have one, else titles alike."""
    if a.get("number") and b.get("number"):
        return bare(a["number"]) == bare(b["number"])
    return alike(a.get("title"), b.get("title"))


def same_contract(a: Fact, b: Fact) -> bool:
    """One reference; else suppliers that agree, with a date, a value or the title in common."""
    if a.get("reference") and b.get("reference"):
        titles = not a.get("title") or bool(content(a["title"]) & content(b.get("title")))
        return bare(a["reference"]) == bare(b["reference"]) and titles
    if a.get("supplier") and not alike(a["supplier"], b.get("supplier"), 0.34):
        return False
    when = any(a.get(key) and a[key] == b.get(key) for key in ("start", "end"))
    money = any(a.get(key) and pence(a[key]) == pence(b.get(key)) for key in ("annual_value", "total_value"))
    return when or money or alike(a.get("title"), b.get("title"))


def statute(fact: Fact) -> str:
    """The identifier of the Act alone, "" where there is none."""
    path = str(fact.get("id") or "").rpartition("gov.uk/")[2].removeprefix("id/")
    found = re.match(r"[a-z]{2,5}/[^/]+(?:/[\d-]+)?/\d+", path)
    return found[0] if found else ""


def division(section: str | None) -> str:
    """A division as letters and digits: "section 72 (1)(c)" and "regulation 72(1)(c)" are "721c"."""
    plain = re.sub(r"sections?|regulations?|articles?|rules?", "", (section or "").lower())
    return re.sub(r"[^a-z0-9]", "", plain.replace("schedule", "sch"))


def same_citation(a: Fact, b: Fact) -> bool:
    """The same division of the same Act; an Act without identifier goes by its title and year."""
    if division(a.get("section")) != division(b.get("section")):
        return False
    if statute(a) or statute(b):
        return statute(a) == statute(b)
    years = [re.findall(r"\d{4}", fact.get("title") or "") for fact in (a, b)]
    return alike(a.get("title"), b.get("title"), 0.8) and years[0] == years[1]


def name_parts(name: str | None) -> list[str]:
    """The parts of a person's name, without forms of address and honours."""
    parts = re.findall(r"[a-z'-]+", (name or "").lower().replace("’", "'"))
    return [part for part in parts if part not in FORMS_OF_ADDRESS]


def same_person(a: Fact, b: Fact) -> bool:
    """One surname, and first names that begin alike where both are printed."""
    left, right = name_parts(a["name"]), name_parts(b.get("name"))
    if not left or not right or left[-1] != right[-1]:
        return False
    return 1 in (len(left), len(right)) or left[0][0] == right[0][0]


SAME: dict[str, Same] = {
    "decisions": same_decision,
    "contracts": same_contract,
    "amounts": lambda a, b: pence(a["value"]) == pence(b.get("value")),
    "legislation": same_citation,
    "people": same_person,
    "dates": lambda a, b: str(a["date"]) == str(b.get("date")),
    "delegations": lambda a, b: alike(a["delegated_to"], b.get("delegated_to")),
}
KEY: dict[str, Callable[[Fact], object]] = {
    "decisions": lambda f: bare(f.get("number")) or frozenset(content(f.get("title"))),
    "amounts": lambda f: pence(f.get("value")),
    "legislation": lambda f: (statute(f) or f.get("title"), division(f.get("section"))),
    "people": lambda f: tuple(name_parts(f.get("name"))),
    "dates": lambda f: f.get("date"),
}


def distinct(kind: str, facts: Iterable[Fact]) -> list[Fact]:
    """Facts of one kind, each thing once."""
    if kind not in KEY:
        return list(facts)
    firsts: dict[object, Fact] = {}
    for fact in facts:
        firsts.setdefault(KEY[kind](fact), fact)
    return list(firsts.values())


def matched(expected: Sequence[Fact], given: Sequence[Fact], same: Same) -> tuple[list[Fact], list[Fact]]:
    """Expected facts that nothing given matches, and given facts that match none; each fact is used once."""
    rest, missed = list(given), []
    for fact in expected:
        hit = next((place for place, other in enumerate(rest) if same(fact, other)), None)
        if hit is None:
            missed.append(fact)
        else:
            del rest[hit]
    return missed, rest


def add(score: Score, entry: Mapping[str, Any], given: Mapping[str, Sequence[Fact]]) -> None:
    """Count the facts given for one paper."""
    for kind, same in SAME.items():
        wanted = list(entry["facts"].get(kind, ()))
        if kind not in ("decisions", "contracts", "delegations"):
            wanted = distinct(kind, wanted)
        must = [fact for fact in wanted if not fact.get("optional")]
        missed, extra = matched(must, distinct(kind, given.get(kind, ())), same)
        extra = matched([fact for fact in wanted if fact.get("optional")], extra, same)[1]
        if kind == "amounts":
            known = {pence(f["value"]) for f in [*wanted, *entry["facts"].get("table_amounts", ())]}
            extra = [fact for fact in extra if pence(fact.get("value")) not in known]
        tally = score.tallies[kind]
        tally.found += len(must) - len(missed)
        tally.missed += len(missed)
        score.remarks += [f"missed  {entry['doc']}  {kind}  {line(fact)}" for fact in missed]
        if entry["complete"].get(kind, False):
            tally.sure += len(must) - len(missed)
            tally.extra += len(extra)
            score.remarks += [f"extra   {entry['doc']}  {kind}  {line(fact)}" for fact in extra]


def line(fact: Fact) -> str:
    """A fact on one line, without its evidence."""
    plain = {key: value for key, value in fact.items() if key != "evidence" and value}
    return json.dumps(plain, ensure_ascii=False, default=str)[:180]


def paper(folder: Path, name: str) -> Path:
    """The file of a paper, in the folder or in its documents/."""
    return next(path for path in (folder / name, folder / "documents" / name) if path.is_file())


def entries(expected: Path) -> list[dict[str, Any]]:
    """What was expected of each paper."""
    return [json.loads(row) for row in expected.read_text(encoding="utf-8").splitlines() if row.strip()]


def extracted(path: Path) -> tuple[str, dict[str, list[Fact]]]:
    """The text of a paper and the facts that the project finds in it, as its interface gives them."""
    text = documents.read(path)
    facts = extract.as_json(text, extract.extract(text))["facts"]
    return text.text, {kind: [f for f in found if isinstance(f, Mapping)] for kind, found in facts.items()}


def score_folder(folder: Path, expected: Path) -> Score:
    """Read every paper that is expected anything of, and score it."""
    score = Score()
    for entry in entries(expected):
        add(score, entry, extracted(paper(folder, entry["doc"]))[1])
    return score


def report(score: Score, remarks: bool = True) -> str:
    """A score as lines: the facts missed and too many, a line for each kind, and what falls short."""
    lines = list(score.remarks) if remarks else []
    for kind, tally in score.tallies.items():
        precision = f"precision {tally.precision:.3f} ({tally.extra} extra)"
        lines.append(f"{kind:12} {precision}  recall {tally.recall:.3f} ({tally.missed} missed)")
    return "\n".join([*lines, *(f"short: {one}" for one in score.short())])


def main(arguments: Sequence[str]) -> int:
    """Print the score of a folder; 0 where nothing falls short. Papers kept aside get no remarks."""
    folder = Path(arguments[0])
    score = score_folder(folder, Path(arguments[1]))
    sys.stdout.write(report(score, remarks=folder.name != "aside") + "\n")
    return 1 if score.short() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
