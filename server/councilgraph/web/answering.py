"""An answer in the form that the client wants: a page, JSON, a table, or the claims behind it."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from flask import Response, jsonify, make_response, render_template, request

from councilgraph import answers
from councilgraph.model import Answer, Cell, Proof
from councilgraph.web import headers, negotiate
from councilgraph.web.site import site

_FILES: Mapping[str, Callable[[Answer], str | bytes]] = {"csv": answers.as_csv, "xlsx": answers.as_xlsx}


def respond(answer: Answer, form: str, template: str, **more: object) -> Response:
    """The response for an answer; 200 whatever its status, since an honest "no" is an answer too."""
    here = site()
    if form == "html":
        response = make_response(
            render_template(template, answer=answer, headings=headings(answer), downloads=downloads(), **more)
        )
    elif form == "json":
        response = jsonify(answers.as_json(answer))
    else:
        response = _file(answer, form)
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _file(answer: Answer, form: str) -> Response:
    media_type = negotiate.ANSWER[form]
    body = answers.as_turtle(site().engine, answer) if form == "ttl" else _FILES[form](answer)
    text = media_type.startswith("text/")
    response = Response(body, content_type=f"{media_type}; charset=utf-8" if text else media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{answer.query or "answer"}.{form}"'
    return response


def headings(answer: Answer) -> dict[str, str]:
    """The columns in words: decidedBy is "Decided by"."""
    return {column: _heading(column) for column in answer.columns}


def _heading(column: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column).replace("_", " ").lower()
    return words[:1].upper() + words[1:]


def downloads() -> list[tuple[str, str]]:
    """Names and addresses of the other forms of this page."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "ttl": "Turtle with the proof"}
    stem, _ = negotiate.split_ending(request.path, negotiate.ANSWER)
    query = urlencode([(key, value) for key, value in request.args.items(multi=True) if value])
    return [(words, f"{stem}.{ending}{'?' + query if query else ''}") for ending, words in names.items()]


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
