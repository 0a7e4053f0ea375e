"""Search by words, and suggestions while typing."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from flask import Blueprint, Response, jsonify, make_response, render_template, request, url_for
from markupsafe import Markup, escape

from councilgraph import answers
from councilgraph.store import Hit
from councilgraph.web import headers, links, negotiate
from councilgraph.web.browse import KINDS
from councilgraph.web.masking import mask
from councilgraph.web.site import Site, site

pages = Blueprint("search", __name__)


_PAGE = 20
_NAMES = 4  # beside whole questions
_FILTERS = ("kind", "council", "since", "until")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results; `mended` is the search put right where nothing holds the words as typed."""

    hits: list[Hit]
    mended: str
    more: bool


@pages.get("/search")
def page() -> Response:
    """Things and passages with the words of ?q=; ?kind=, ?council=, ?since= and ?until= narrow, ?page= goes on."""
    here = site()
    text = request.args.get("q", "").strip()
    narrowed = {name: request.args.get(name, "").strip() for name in _FILTERS}
    wrong = [name for name in ("since", "until") if not _is_date(narrowed[name])]
    number = max(1, request.args.get("page", 1, type=int))
    found = Found([], "", False) if wrong else _found(here, text, narrowed, number)
    if negotiate.wants_json():
        response = jsonify({"query": text, "mended": found.mended, "hits": [_plain(hit) for hit in found.hits]})
    else:
        page = render_template(
            "search.html", title="Search", asked=text, found=found, narrowed=narrowed, wrong=wrong, number=number,
            kinds=KINDS, councils=here.engine.councils(),
        )  # fmt: skip
        response = make_response(page)
    response.status_code = 400 if wrong else 200
    return headers.revalidated(negotiate.varies(response), here.engine.snapshot_id)


def _found(here: Site, text: str, narrowed: dict[str, str], number: int) -> Found:
    """The hits of a page, for the words as typed or else for those nearest to them."""
    kind, council, since, until = (narrowed[name] for name in _FILTERS)
    search = partial(
        here.engine.search, kind=kind, council=council, since=since, until=until, limit=_PAGE + 1
    )  # fmt: skip
    hits = search(text, offset=(number - 1) * _PAGE)
    mended = "" if hits or number > 1 else here.engine.respelled(text)
    if mended:
        hits = search(mended)
    return Found(hits[:_PAGE], mended if hits else "", len(hits) > _PAGE)


def _is_date(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _plain(hit: Hit) -> dict[str, object]:
    return {name: value for name, value in asdict(hit).items() if value not in (None, "")} | {
        "snippet": mask(hit.snippet)
    }


def marked(snippet: str) -> Markup:
    """A snippet's words found, between « and », as marked text."""
    return Markup(str(escape(mask(snippet))).replace("«", "<mark>").replace("»", "</mark>"))


@pages.get("/suggest")
def suggest() -> Response:
    """Names that start like ?q=, and whole questions that start like ?ask=, for a list under the box; JSON only."""
    here = site()
    text, asked = request.args.get("q", "").strip(), request.args.get("ask", "").strip()
    kinds = request.args.getlist("kind")
    named = here.engine.names.starting(text, kinds, 8) if len(text) > 1 else []
    base = here.settings.base
    found = [
        {"label": n.label, "key": n.key or n.label, "kind": n.kind, "href": links.local(n.iri, base)} for n in named
    ]
    whole = here.engine.call(answers.suggested, asked, date.today()) if asked else []
    found = found[: _NAMES if whole else len(found)]
    found += [{"label": one, "key": one, "kind": "question", "href": url_for("ask.page", q=one)} for one in whole]
    return headers.revalidated(jsonify(found), here.engine.snapshot_id)
