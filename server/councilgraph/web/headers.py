"""Headers that every response carries: what a page may load, and whether a client has it already."""

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

from councilgraph.web.site import site

# Yasgui's editor places its text with style attributes, and its result table brings one style element, which is
# named by its hash; no other page has any.
_EDITOR = "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; style-src-attr 'unsafe-inline'; "

_STYLES = "style-src 'self'; "

# What is data loads nothing, shows nothing and stands in no frame.
_NOTHING = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

_POLICY = "Content-Security-Policy"
_SAFE = (("X-Content-Type-Options", "nosniff"), ("Access-Control-Allow-Origin", "*"), (_POLICY, _NOTHING))
_SAFE_PAGES = (
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)

_DATA = frozenset({
    "application/json", "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
    "text/tab-separated-values", "text/turtle", "application/n-triples", "application/ld+json",
})  # fmt: skip


def nonce() -> str:
    """The nonce of this response, for the one inline script of the page template."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def allow_editor_styles() -> None:
    """Lets this page's elements carry style attributes, as the SPARQL editor's do."""
    g.editor = True


def policy() -> str:
    """The content security policy: nothing from another host, no script but ours."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce()}'; "
        f"{_EDITOR if g.get('editor') else _STYLES}"
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def register(app: Flask) -> None:
    """Adds the headers of pages to every page of the app."""
    # a new start may mean new templates, so what was sent before it is not taken for current
    app.extensions["councilgraph-started"] = secrets.token_hex(8)

    @app.after_request
    def _bound(response: Response) -> Response:
        if response.mimetype not in _DATA:
            kept = {name.lower() for name, _ in response.headers}
            said = (*_SAFE_PAGES, (_POLICY, policy()))
            response.headers.extend([pair for pair in said if pair[0].lower() not in kept])
        return response


def begun(start: "StartResponse") -> "StartResponse":
    """The start of a response with the headers of all: added where it is sent, which takes a tenth of the time."""

    def begin(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
        kept = {name.lower() for name, _ in headers}
        return start(status, [*headers, *(pair for pair in _SAFE if pair[0].lower() not in kept)], *failed)

    return begin


def revalidated(response: Response, snapshot: str) -> Response:
    """Gives a GET's answer an ETag of snapshot, address and form, and turns it into 304 where the client has it.

    An endpoint elsewhere says of no state which it is, so its answers are never taken for those of before.
    """
    response = tagged(response, snapshot)
    if site().settings.endpoint is None and request.headers.get("If-None-Match"):
        response.make_conditional(request)
    return response


def tagged(response: Response, snapshot: str) -> Response:
    """Gives a GET's answer an ETag of snapshot, address and form."""
    if site().settings.endpoint is not None:
        response.cache_control.no_store = True
        return response
    # As werkzeug's own `set_etag` and `cache_control` write it, which take a tenth of a short request's time.
    tag = f'W/"{_tag(response.content_type or "", snapshot)}"'
    response.headers.extend([("ETag", tag), ("Cache-Control", "no-cache")])
    return response


def known(content_type: str, snapshot: str) -> Response | None:
    """304, without anything being worked out, where the client has what a GET would be answered; else None."""
    if site().settings.endpoint is not None or not request.headers.get("If-None-Match"):
        return None
    if not request.if_none_match.contains_weak(_tag(content_type, snapshot)):
        return None
    response = Response(status=304, content_type=content_type)
    return tagged(response, snapshot)


def _tag(content_type: str, snapshot: str) -> str:
    started = current_app.extensions["councilgraph-started"]
    key = "\x1f".join((started, snapshot, request.full_path, content_type))
    return hashlib.sha256(key.encode()).hexdigest()[:24]
