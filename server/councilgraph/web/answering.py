"""An answer in the form that the client wants: a page, JSON, a table, or the claims behind it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, jsonify, make_response, render_template, request

from councilgraph import answers
from councilgraph.model import Answer, Cell, Proof
from councilgraph.web import headers, links, negotiate
from councilgraph.web.site import Site, site

_FILES: Mapping[str, Callable[[Answer], str | bytes]] = {"csv": answers.as_csv, "xlsx": answers.as_xlsx}


PAGE = "page"  # the parameter of an address that says which page of a long answer is shown
ROWS = 100  # of an answer on a page; files hold them all


@dataclass(frozen=True)
class Leaf:
    """Which page of a long answer is shown, how many rows there are in all, and the parameters of the answer."""

    number: int
    rows: int
    values: Mapping[str, str]

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.rows // ROWS))

    @property
    def first_row(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.number - 1) * ROWS + 1

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return min(self.number * ROWS, self.rows)


def respond(answer: Answer, form: str, template: str, **more: object) -> Response:
    """The response for an answer; 200 whatever its status, since an honest "no" is an answer too."""
    here = site()
    if form == "html":
        response = make_response(
            render_template(template, answer=answer, headings=headings(answer), downloads=downloads(answer), **more)
        )
    elif form == "json":
        response = jsonify(answers.as_json(answer))
    else:
        response = _file(answer, form)
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def written(body: bytes) -> Response:
    """The response for an answer that is written as JSON already."""
    response = Response(body, content_type="application/json")
    return headers.revalidated(negotiate.varies(response), site().engine.snapshot_id)


def _file(answer: Answer, form: str) -> Response:
    media_type = (negotiate.ANSWER | negotiate.CALENDAR)[form]
    if form == "ttl":
        body: str | bytes = answers.as_turtle(site().engine, answer)
    elif form == "ics":
        body = _calendar(site(), answer)
    else:
        body = _FILES[form](answer)
    text = media_type.startswith("text/")
    response = Response(body, content_type=f"{media_type}; charset=utf-8" if text else media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{answer.query or "answer"}.{form}"'
    return response


def _calendar(here: Site, answer: Answer) -> bytes:
    root, base = request.url_root.rstrip("/"), here.settings.base
    query = here.catalogue[answer.query or ""]
    return answers.as_calendar(answer, query, here.engine.snapshot_id, lambda iri: root + links.local(iri, base))


def headings(answer: Answer) -> dict[str, str]:
    """The columns in words: decidedBy is "Decided by"."""
    return {column: _heading(column) for column in answer.columns}


def _heading(column: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column).replace("_", " ").lower()
    return words[:1].upper() + words[1:]


def downloads(answer: Answer) -> list[tuple[str, str]]:
    """Names and addresses of the other forms of this page, and of the days in it for a calendar."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "ttl": "Turtle with the proof"}
    stem, _ = negotiate.split_ending(request.path, negotiate.ANSWER)
    query = urlencode([(key, value) for key, value in request.args.items(multi=True) if value and key != PAGE])
    found = [(words, f"{stem}.{ending}{'?' + query if query else ''}") for ending, words in names.items()]
    if answer.query is not None and site().catalogue[answer.query].calendar:
        given = urlencode(answer.params)
        found.append(("Add to calendar", f"/queries/{answer.query}.ics{'?' + given if given else ''}"))
    return found


def without(params: Mapping[str, str], name: str) -> dict[str, str]:
    """Parameters with one of them left out."""
    return {key: value for key, value in params.items() if key != name}


def is_number(cell: Cell | None) -> bool:
    """Whether a cell holds a number, which stands to the right."""
    return cell is not None and cell.iri is None and re.fullmatch(r"-?\d+(\.\d+)?", cell.value) is not None


def proofs(answer: Answer, most: int = 3) -> list[Proof]:
    """The passages that stand under the sentence of a short answer: the fullest of each cell, each place once."""
    if len(answer.rows) > most:
        return []
    cells = (row[column] for row in answer.rows for column in answer.columns if column in row)
    fullest = [max(cell.evidence, key=lambda one: len(one.quote)) for cell in cells if cell.evidence]
    return list({(one.document, one.start): one for one in fullest}.values())[:most]
