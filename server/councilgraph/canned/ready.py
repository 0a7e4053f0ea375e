"""Read where processes are forked: the parser of queries makes itself ready once, at its first query."""

from councilgraph.canned.cells import parse

parse("SELECT ?s WHERE { ?s ?p ?o }")
