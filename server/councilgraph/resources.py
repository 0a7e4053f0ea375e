"""The project's own folders, found in a checkout and in an installed wheel alike."""

from pathlib import Path

from councilgraph.errors import ResourceMissing

_PACKAGE = Path(__file__).resolve().parent
_NAMES = ("ontology", "shapes", "queries", "data")


def folder(name: str) -> Path:
    """The folder `ontology`, `shapes`, `queries` or `data`; raises ResourceMissing where there is none."""
    if name not in _NAMES:
        raise ResourceMissing(f"No bundled folder is called {name!r}; there are {', '.join(_NAMES)}.")
    for candidate in (_PACKAGE / "bundled" / name, _PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise ResourceMissing(
        f"The folder {name!r} is missing beside {_PACKAGE}. Install councilgraph again, or run from a checkout."
    )
