"""Query files: their headers, their parameters, and the catalogue of them all."""

from councilgraph.canned.cells import Source
from councilgraph.canned.conditions import leaves_out
from councilgraph.canned.files import Query, catalogue, load
from councilgraph.canned.parameters import fill
from councilgraph.canned.terms import TYPES, Param, check

__all__ = ["TYPES", "Param", "Query", "Source", "catalogue", "check", "fill", "leaves_out", "load"]
