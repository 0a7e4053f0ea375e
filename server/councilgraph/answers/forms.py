"""An answer written down: JSON, CSV, a workbook, text, and the claims behind it as Turtle."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import rdflib

from councilgraph import store
from councilgraph.model import Answer, Cell, Proof
from councilgraph.namespaces import PREFIXES

_CONSTRUCT = """PREFIX cg: <https://w3id.org/councilgraph/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
CONSTRUCT { ?s ?p ?o . ?said ?about ?value . ?passage ?place ?words } WHERE {
  VALUES ?claim { %s }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom* ?said .
  ?said ?about ?value .
  OPTIONAL { ?said cg:evidence ?passage . ?passage ?place ?words }
}"""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_EVIDENCE = ("row", "column", "value", "document", "section", "start", "end", "quote", "unsure because")


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as JSON has it; `value` is for machines, `label` for people."""
    return {
        "question": answer.question,
        "status": answer.status,
        "reading": answer.reading,
        "query": answer.query,
        "params": dict(answer.params),
        "sentence": answer.sentence,
        "sparql": answer.sparql,
        "columns": list(answer.columns),
        "rows": [{column: _cell(cell) for column, cell in row.items()} for row in answer.rows],
        "findings": [dict(finding) for finding in answer.findings],
        "suggestions": [dict(suggestion) for suggestion in answer.suggestions],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    found = {
        "value": cell.value,
        "label": cell.label,
        "iri": cell.iri,
        "evidence": [_proof(proof) for proof in cell.evidence],
    }
    return found | {"derived": True} if cell.derived else found


def _proof(proof: Proof) -> dict[str, Any]:
    found = {
        "document": proof.document,
        "title": proof.title,
        "section": proof.section,
        "start": proof.start,
        "end": proof.end,
        "quote": proof.quote,
    }
    if proof.confidence:
        found |= {"confidence": float(proof.confidence), "unsure": proof.unsure}
    return found | {"rule": proof.rule} if proof.rule else found


def as_csv(answer: Answer) -> str:
    """The rows as CSV: labels of things, plain values of all else, and a column of IRIs for each of things."""
    output = io.StringIO()
    writer = csv.writer(output)
    things = [c for c in answer.columns if any(row[c].iri for row in answer.rows if c in row)]
    writer.writerow([*answer.columns, *(f"{column} IRI" for column in things)])
    for row in answer.rows:
        cells = [row.get(column) for column in answer.columns]
        links = [row[column].iri if column in row else "" for column in things]
        writer.writerow([*(_plain(cell) for cell in cells), *links])
    return output.getvalue()


def _plain(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = cell.label if cell.iri else cell.value
    return f"'{text}" if text.startswith(_FORMULA) and not _number(text) else text


def as_xlsx(answer: Answer) -> bytes:
    """A workbook: the rows with typed values, and a sheet with the passages behind each cell."""
    # Workbooks alone need it, and reading it is a quarter of what a server needs to start.
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Answer")
    _row(sheet, answer.columns, Font(bold=True))
    for row in answer.rows:
        sheet.append([_typed(row.get(column)) for column in answer.columns])
    proofs = book.create_sheet("Evidence")
    _row(proofs, _EVIDENCE, Font(bold=True))
    for values in _evidence(answer):
        proofs.append(values)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _row(sheet: Any, values: tuple[str, ...], font: Any) -> None:
    sheet.append(list(values))
    for cell in sheet[sheet.max_row]:
        cell.font = font


def _evidence(answer: Answer) -> Iterator[list[Any]]:
    for number, row in enumerate(answer.rows, 1):
        for column, cell in row.items():
            for proof in cell.evidence:
                place = [proof.title, proof.section, proof.start, proof.end]
                yield [number, column, _safe(cell.label), *map(_safe, place), _safe(proof.quote), proof.unsure]


def _safe(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula, and without what a workbook cannot hold."""
    if not isinstance(value, str):
        return value
    text = "".join(c for c in value if c in "\n\t" or c.isprintable())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _typed(cell: Cell | None) -> Any:
    if cell is None:
        return None
    if cell.iri:
        return _safe(cell.label)
    if _number(cell.value) and not cell.value.startswith("0"):
        return Decimal(cell.value)
    try:
        return dt.date.fromisoformat(cell.value)
    except ValueError:
        return _safe(cell.label)


def _number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def as_text(answer: Answer) -> str:
    """The answer for a terminal: sentence, rows, the first passage of each, findings, suggestions."""
    lines = [f"({answer.reading})"] if answer.reading else []
    lines += [answer.sentence] if answer.sentence else []
    for row in answer.rows:
        lines.append("· " + " | ".join(row[column].label for column in answer.columns if column in row))
        lines += [f"    {_quoted(proof)}" for proof in _first(row)]
    lines += [f"! {finding['explanation']}" for finding in answer.findings if finding["touches"] == "answer"]
    others = sum(finding["touches"] != "answer" for finding in answer.findings)
    lines += [f"  ({others} more findings about what is named here: --format json)"] if others else []
    lines += [f"? {s.get('question') or s.get('label', '')}" for s in answer.suggestions]
    return "\n".join(lines)


def _quoted(proof: Proof) -> str:
    place = f"{proof.title}, {proof.section}" if proof.section else proof.title
    doubt = f" – not quite sure: {proof.unsure}" if proof.unsure else ""
    return f"“{' '.join(proof.quote.split())}” ({place}){doubt}"


def _first(row: Any) -> list[Proof]:
    return list(dict.fromkeys(cell.evidence[0] for cell in row.values() if cell.evidence))


def as_turtle(engine: store.Engine, answer: Answer) -> str:
    """The facts in the answer with the claims and passages behind them."""
    graph = rdflib.Graph()
    claims = sorted({claim for row in answer.rows for cell in row.values() for claim in cell.claims})
    for start in range(0, len(claims), 500):
        graph += engine.construct(_CONSTRUCT % " ".join(f"<{claim}>" for claim in claims[start : start + 500]))
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.serialize(format="turtle")
