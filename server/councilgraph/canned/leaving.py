"""A query's rows without those that have to do with a thing: the condition on a parameter turned round."""

import re

from councilgraph.errors import BadParameter


def leaves_out(sparql: str, name: str) -> bool:
    """Whether one condition of a query, and nothing else, asks for a parameter, so that it can be turned round."""
    found = _condition(sparql, name)
    return found is not None and len(re.findall(rf"\?{name}\b", sparql)) == 2 + found[2].count(f"?{name}")


def turned(query: str, sparql: str, name: str, line: str) -> str:
    """A query's text without the rows that fit a parameter; `line` has its values.

    Raises BadParameter for a query that cannot do without them.
    """
    condition = _condition(sparql, name)
    if condition is None:
        raise BadParameter(f"Query {query!r} cannot leave out a {name}; give {name} without “not”.")
    inside = f"{condition[1]}FILTER(NOT EXISTS {{ {line.strip()} {condition[2]} }})"
    return sparql.replace(condition[0], inside)


def _condition(sparql: str, name: str) -> re.Match[str] | None:
    return re.search(rf"(?m)^([ \t]*)FILTER\(!BOUND\(\?{name}\) \|\| EXISTS \{{ (.*) \}}\)$", sparql)
