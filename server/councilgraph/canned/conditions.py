"""The condition on an optional parameter that has a value: it finds a query's things, tries them, or leaves them out.

In a query file such a condition reads `FILTER(!BOUND(?name) || EXISTS { … })`.
"""

import re
from collections.abc import Iterable, Mapping

from councilgraph.canned.terms import Param
from councilgraph.errors import BadParameter

# What a thing of these types has to do with is little beside the whole; the fewest first.
_FEW = ("decision", "contract", "document", "service", "organisation", "person", "committee", "law", "post")
_CONDITION = r"(?m)^([ \t]*)FILTER\(!BOUND\(\?{name}\) \|\| EXISTS \{{ (.*) \}}\)$\n"
_OR = "} || "  # another condition will do as well
_NO_STEP = re.compile(r"\*|^\?\w+ [^\s/]+\? ")  # paths of no step at all, which Virtuoso 7 joins with little
_VARIABLE = re.compile(r"\?([A-Za-z_]\w*)")


def leaves_out(sparql: str, name: str) -> bool:
    """Whether one condition of a query, and nothing else, asks for a parameter, so that it can be turned round."""
    return _only(sparql, name) is not None


def turned(query: str, sparql: str, name: str, line: str) -> str:
    """A query's text without the rows that fit a parameter; `line` is `VALUES ?name { … }`.

    Raises BadParameter for a query that cannot do without them.
    """
    found = _condition(sparql, name)
    if found is None:
        raise BadParameter(f"Query {query!r} cannot leave out a {name}; give {name} without “not”.")
    return sparql.replace(found[0], f"{found[1]}FILTER(NOT EXISTS {{ {line} {found[2]} }})\n")


def placed(sparql: str, params: Mapping[str, Param], lines: Mapping[str, str]) -> str:
    """A query's text with values where they are asked for: one condition finds things, others try what is found."""
    few = [name for name in lines if params[name].type in _FEW]
    for name in sorted(few, key=lambda one: _FEW.index(params[one].type)):
        if (led := _led(sparql, name, lines)) != sparql:
            sparql = led
            break
    # Beside its condition, each spelling of a value would be joined with every other value's.
    for name, found in _conditions(sparql, lines).items():
        inside = f"{found[1]}FILTER(EXISTS {{ {lines[name]} {found[2]} }})\n"
        sparql = _lacking(lines[name], sparql.replace(found[0], inside))
    return sparql


def _led(sparql: str, name: str, lines: Mapping[str, str]) -> str:
    """The query with a thing found by the condition on it, where it has one: few are found before the rest is asked.

    Of which class the thing is, and what else is plainly asked of it, belongs there too: else an engine may begin
    with all of the class, and Virtuoso 7 finds nothing that lacks something.
    """
    conditions = _conditions(sparql, lines)
    thing = _tied(sparql, conditions[name], name) if name in conditions else ""
    if not thing:
        return sparql
    found = conditions.pop(name)
    indent, start = found[1], _start(sparql, found)
    also = {one: it for one, it in conditions.items() if it[1] == indent and _joins(found, it, {thing, one})}
    a_class = re.compile(rf"(?m)^{indent}(\?{thing} a [\w:-]+ \..*)\n")
    rest, parts = sparql[start:], list[str]()
    for one, other in {name: found, **also}.items():
        rest = _lacking(lines[one], rest.replace(other[0], ""))
        parts += [lines[one], f"{other[2]} ."]
    place = re.search(rf"(?m)^{indent}(?=\?).*\?{thing}\b", rest)
    if place is None:
        return sparql
    first = "".join(f"{indent}  {part}\n" for part in [*parts, *a_class.findall(rest)])
    first = f"{indent}{{ SELECT DISTINCT ?{thing} WHERE {{\n{first}{indent}}} }}\n"
    return sparql[:start] + rest[: place.start()] + first + a_class.sub("", rest[place.start() :])


def _joins(first: re.Match[str], other: re.Match[str], names: set[str]) -> bool:
    """Whether a condition on these alone can stand beside the one that leads, as triples."""
    return _variables(other[2]) == names and _OR not in other[2] and not _NO_STEP.search(first[2])


def _start(sparql: str, condition: re.Match[str]) -> int:
    """Where the lines of the group begin that a condition stands in: what encloses them stands further left."""
    enclosing = re.compile(rf"(?m)^(?!{condition[1]})[ \t]*\S.*\n")
    return max((found.end() for found in enclosing.finditer(sparql, 0, condition.start())), default=0)


def _tied(sparql: str, condition: re.Match[str], name: str) -> str:
    """The one thing of those that a query finds which a condition ties a parameter to; "" where it is not one."""
    found = _variables(re.sub(_CONDITION.format(name=r"\w+"), "", sparql)) - {name}
    things = found & _variables(condition[2])
    return things.pop() if len(things) == 1 and _OR not in condition[2] else ""


def _lacking(line: str, sparql: str) -> str:
    return re.sub(rf"(?m)^[ \t]*{re.escape(line)}$\n", "", sparql, count=1)


def _variables(sparql: str) -> set[str]:
    return set(_VARIABLE.findall(sparql))


def _conditions(sparql: str, names: Iterable[str]) -> dict[str, re.Match[str]]:
    """The conditions on some parameters that nothing else asks for."""
    return {name: found for name in names if (found := _only(sparql, name))}


def _only(sparql: str, name: str) -> re.Match[str] | None:
    """The condition on a parameter, where nothing else asks for it."""
    found = _condition(sparql, name)
    asks = re.compile(rf"\?{name}\b")
    return found if found and len(asks.findall(sparql)) == 2 + len(asks.findall(found[2].split(_OR)[0])) else None


def _condition(sparql: str, name: str) -> re.Match[str] | None:
    return re.search(_CONDITION.format(name=name), sparql)
