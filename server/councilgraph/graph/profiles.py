"""What the profiles of councils say that rules reckon with."""

import tomllib
from functools import cache

from councilgraph import resources
from councilgraph.model import Duration

_KEY = "procurement_lead"


@cache
def usual_lead(council: str) -> str:
    """How long a council's new contract usually takes from its first step to its start, as an ISO 8601 duration.

    `council` is its slug or IRI; what its profile in `data/councils` does not say, the general one does.
    """
    folder = resources.folder("data") / "councils"
    files = (folder / f"{council.rpartition('/')[2]}.toml", folder / "general.toml")
    said = [tomllib.loads(file.read_text("utf-8")).get(_KEY) for file in files if file.is_file()]
    return Duration(next(value for value in said if value)).iso
