"""Which form of a resource a client gets, by its Accept header or by the ending of the path."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

# Endings of a thing's page and the media type of each; the first is what a client without wishes gets.
THING = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}

# Forms of an answer's page.
ANSWER = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ttl": "text/turtle",
}

# Form of the answers of queries whose rows have days.
CALENDAR = {"ics": "text/calendar"}

# Forms of a graph, the first for clients without wishes.
RDF = tuple(media_type for ending, media_type in THING.items() if ending != "html")


def best(offers: Sequence[str]) -> str:
    """The media type of the offers that the client likes best; raises 406 where it takes none.

    Quality first, then how exactly it was asked for, then the order of the offers (RFC 9110, section 12.5.1).
    """
    chosen = _chosen(request.headers.get("Accept", ""), tuple(offers))
    if not chosen:
        raise NotAcceptable(f"Ask for one of {', '.join(offers)}.")
    return chosen


@lru_cache(256)
def _chosen(header: str, offers: tuple[str, ...]) -> str:
    """The offer that an Accept header likes best, "" where it takes none."""
    accepted = parse_accept_header(header, MIMEAccept)
    if not accepted:
        return offers[0]
    (quality, _), _, offer = max((_asked(accepted, offer), -place, offer) for place, offer in enumerate(offers))
    return offer if quality > 0 else ""


def _asked(accepted: MIMEAccept, media_type: str) -> tuple[float, int]:
    """Quality of the most exact entry of the Accept header that covers a media type: RFC 9110's precedence."""
    kind, _, _ = media_type.partition("/")
    levels = {media_type: 2, f"{kind}/*": 1, "*/*": 0}
    found = [(levels[name], quality) for name, quality in accepted if name in levels]
    if not found:
        return 0.0, -1
    exactness = max(level for level, _ in found)
    return max(quality for level, quality in found if level == exactness), exactness


def split_ending(path: str, forms: Mapping[str, str]) -> tuple[str, str | None]:
    """A path without its ending, and the ending, None where it has none of these forms."""
    stem, dot, ending = path.rpartition(".")
    return (stem, ending) if dot and ending in forms else (path, None)


def form(ending: str | None, forms: Mapping[str, str]) -> str:
    """The ending of the form to send: the one in the path, else what the Accept header asks for."""
    if ending is not None:
        return ending
    chosen = best(tuple(forms.values()))
    return next(name for name, media_type in forms.items() if media_type == chosen)


def wants_json() -> bool:
    """Whether the client would rather have JSON than a page; a client that takes anything gets a page."""
    return best_or(("text/html", "application/json"), "text/html") == "application/json"


def best_or(offers: Sequence[str], otherwise: str) -> str:
    """As `best`, and `otherwise` where the client takes none of them: for errors, which are always told."""
    try:
        return best(offers)
    except NotAcceptable:
        return otherwise


def varies(response: Response) -> Response:
    """Marks a response as depending on the Accept header."""
    if "Vary" in response.headers:
        response.vary.add("Accept")
    else:
        response.headers.add("Vary", "Accept")
    return response
