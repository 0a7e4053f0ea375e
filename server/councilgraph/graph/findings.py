"""What does not agree, what agrees, and what is missing: the rules in `queries/findings`, and the law's shapes.

A row of a finding rule has ?about, where there are any ?sideA and ?sideB (claims), and may have ?verdict and
?difference. Beside the keys that every rule has, the header may say
- `label`: a template as `explanation`, which may differ by verdict;
- `verdict`, where all rows have the same, and `severity`, one for all or by verdict (else `SEVERITY`);
- `once`: the columns of which a combination is reported once;
- `also`: columns with more things that the finding is about;
- `over`: a step in Python that the rows go through first (`STEPS`).
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from rdflib import Graph, Literal, URIRef

from councilgraph.graph import rules, shapes, steps
from councilgraph.graph.arithmetic import plain
from councilgraph.graph.curated import overruled
from councilgraph.graph.rules import Rule, Words
from councilgraph.graph.shapes import Problem
from councilgraph.graph.whole import Row, Triple, Whole
from councilgraph.iris import Iris
from councilgraph.namespaces import CG, CODE, DCTERMS, RDF, RDFS, XSD

_SHOWN = (CG.stage, CG.decisionKind, DCTERMS.title)  # what of a record is shown beside what it lacks
SEVERITY = {
    "agrees": "info",
    "agrees-after-rounding": "info",
    "different-measure": "info",
    "differs": "warning",
    "unexplained": "warning",
    "missing": "warning",
}


def findings(
    graphs: Mapping[str, Graph], iris: Iris, whole: Whole | None = None, lacking: Iterable[Problem] | None = None
) -> Graph:
    """Everything that the rules find in the graphs, one cg:Finding each.

    `whole` is the graphs' union, where it is there already; what is overruled is taken out of it. `lacking` is asked,
    once rules have found what they find, for what `shapes.lacking` gives of the graphs' things.
    """
    whole = whole or Whole(graphs)
    whole.remove(overruled(graphs, iris))
    found = find(whole, iris, rules.load("findings"))
    problems = shapes.lacking(shapes.things(graphs, iris)) if lacking is None else lacking
    found.addN((*triple, found) for triple in incomplete(problems, whole, iris))
    return found


def find(whole: Whole, iris: Iris, using: Sequence[Rule], within: Collection[str] | None = None) -> Graph:
    """What these rules find; none of them sees what another has found; `within` as for `derive.conclude`."""
    words = Words(whole)
    found = Graph()
    for rule in using:
        for row in _once(rule, _rows(rule, whole, within)):
            for triple in _finding(rule.name, _told(rule, row, words), iris):
                found.add(triple)
    return found


def _rows(rule: Rule, whole: Whole, within: Collection[str] | None) -> list[Row]:
    rows = [row for row in rules.rows(rule, whole, within) if row]
    return steps.STEPS[rule.header["over"]](rule, rows, whole) if "over" in rule.header else rows


def _once(rule: Rule, rows: list[Row]) -> Iterator[Row]:
    columns = rule.header.get("once", ["about", "sideA", "sideB"])
    seen: set[tuple[str, ...]] = set()
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        key = tuple(str(row.get(column, "")) for column in columns)
        if key not in seen:
            seen.add(key)
            yield row


def _told(rule: Rule, row: Row, words: Words) -> Row:
    """The row with what the header says in words: verdict, severity, label, explanation and all it is about."""
    header = rule.header
    verdict = str(row.get("verdict") or header["verdict"])
    severity = _by_verdict(header.get("severity", {}), verdict) or SEVERITY[verdict]
    about = [row["about"], *(row[column] for column in header.get("also", []) if column in row)]
    return row | {
        "verdict": Literal(verdict),
        "severity": Literal(severity),
        "label": Literal(words.say(header["label"], row)),
        "explanation": Literal(words.say(_by_verdict(header["explanation"], verdict), row)),
        "about": Literal(" ".join(about)),
    }


def _by_verdict(said: str | Mapping[str, str], verdict: str) -> str:
    return said if isinstance(said, str) else said.get(verdict, "")


def _finding(rule: str, row: Row, iris: Iris) -> Iterator[Triple]:
    about = str(row["about"]).split()
    sides = [str(row.get(side, "")) for side in ("sideA", "sideB")]
    key = "\x1f".join((rule, *about, *sides, str(row["explanation"])))
    council = next((council for thing in about if (council := iris.council_of(thing))), "law")
    digest = hashlib.sha256(key.encode()).hexdigest()[:10]
    finding = URIRef(iris.thing(council, "finding", f"{rule}-{digest}"))
    yield finding, RDF.type, CG.Finding
    yield finding, RDFS.label, Literal(str(row["label"]), lang="en")
    yield finding, CG.rule, Literal(rule)
    yield finding, CG.explanation, Literal(str(row["explanation"]), lang="en")
    yield finding, CG.verdict, CODE.concept("finding-verdict", str(row["verdict"]))
    yield finding, CG.severity, CODE.concept("severity", str(row["severity"]))
    if council != "law":
        yield finding, CG.council, URIRef(iris.council(council))
    for thing in about:
        yield finding, CG.about, URIRef(thing)
    for predicate, side in zip((CG.sideA, CG.sideB), sides, strict=True):
        if side:
            yield finding, predicate, URIRef(side)
    if "difference" in row:
        value = plain(Decimal(str(row["difference"])))
        yield finding, CG.difference, Literal(value, datatype=XSD.decimal)
    if "law" in row:
        yield finding, CG.requiredBy, URIRef(row["law"])


def incomplete(
    problems: Iterable[Problem], whole: Whole, iris: Iris, within: Collection[str] | None = None
) -> Iterator[Triple]:
    """What the law asks of records and they do not give, by what `shapes.lacking` says; perhaps only of some things."""
    for row in _incomplete(problems, whole):
        if within is None or str(row["about"]) in within:
            yield from _finding("record-incomplete", row, iris)


def _incomplete(problems: Iterable[Problem], whole: Whole) -> Iterator[Row]:
    for problem in problems:
        name, lacking = whole.name(Literal(problem.focus)), problem.shape.rpartition("-")[2]
        record = next((one for p in _SHOWN for one in whole.claims(Literal(problem.focus), p)), None)
        row: Row = {} if record is None else {"sideA": record}
        yield row | {
            "about": Literal(problem.focus),
            "label": Literal(f"Incomplete record: {name} ({lacking})"),
            "explanation": Literal(f"{name}: {problem.message}"),
            "verdict": Literal("missing"),
            "severity": Literal("warning"),
            "law": URIRef(problem.law),
        }
