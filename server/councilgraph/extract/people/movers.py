"""People of a meeting told in its sentences: who moves and seconds, who is elected, who hold posts of one kind."""

import re
from collections.abc import Iterator

from councilgraph.extract.people import names, posts
from councilgraph.extract.shadow import Shadow
from councilgraph.extract.sieve import Sieve
from councilgraph.extract.sightings import Seen, flat

_BY = Sieve(
    r"(?i)\b(?P<what>proposed|moved|seconded)\s+by\s+(?P<first>(?-i:"
    + names.TITLED.pattern.replace("?P<name>", "?:")
    + r"|[A-Z][a-z]+\s[A-Z][a-z]+))"
)
_MOVES = Sieve(r",?\s(?:then |also |formally |duly )?(?P<what>(?i:moved|proposed|seconded))\b(?! by\b)")
_MEMBER = re.compile(r"(?:the )?(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Alder\w+|Bailie)\b")


def moved(shadow: Shadow) -> Iterator[Seen]:
    """Who moves and who seconds: "proposed by Councillor Smith", "Mr Smith moved and Ms Brown seconded"."""
    for match in _BY.finditer(shadow.text):
        name = match["first"]
        if names.plausible(name):
            at = match.start("first"), match.end("first")
            yield Seen(names.bare(name), at, "", (0, 0), _part(match["what"]))
    for match in _MOVES.finditer(shadow.text):
        mover = _ending(shadow.text, match.start())
        if mover is not None and _MEMBER.match(shadow.text, mover[0]):
            yield Seen(mover[2], mover[:2], "", (0, 0), _part(match["what"]))


def speakers(shadow: Shadow) -> Iterator[Seen]:
    """Members and officers named by title alone who bring an item or declare an interest: "Ms Brown introduced it"."""
    if _SMALL.search(shadow.text, 0, 1200) is not None:
        return  # there the public is named like this
    for match in _BRINGS.finditer(shadow.text):
        one = _ending(shadow.text, match.start())
        if one is not None and _MEMBER.match(shadow.text, one[0]):
            yield Seen(one[2], one[:2], "", (0, 0), "named")


_SMALL = re.compile(r"(?i)\b(?:parish|town|community) council\b")
_BRINGS = Sieve(
    r"\s(?:then |also |formally |briefly )?(?:(?:introduced|presented) (?:the|this|his|her) "
    r"(?:item|report|paper|update|budget|agenda item|monitoring report)s?\b"
    r"|declared an? (?:\w+ ){0,3}interests?\b)"
)


def substitutes(shadow: Shadow) -> Iterator[Seen]:
    """Who came in somebody's place: "Apologies came from Jo Smith, Ann Brown was substituting"."""
    for match in _STANDS_IN.finditer(shadow.text):
        one = _ending(shadow.text, match.start())
        if one is not None:
            yield Seen(one[2], one[:2], "", (0, 0), "present")


_STANDS_IN = Sieve(
    r",?\s(?:was |were |is )?(?:substitut(?:ing|ed)|deputis(?:ing|ed)|attended as (?:a |the )?substitute)\b"
)


def _part(word: str) -> str:
    return "seconder" if word.lower() == "seconded" else "proposer"


def _ending(text: str, end: int) -> tuple[int, int, str] | None:
    """Start, end and form of the name with which a stretch of a text ends."""
    first = max(0, end - 60)
    before = text[first:end]
    name = next((one for one in names.each(before) if one.stop == len(before)), None)
    return (first + name.start, first + name.end, name.text) if name is not None else None


def elected(shadow: Shadow) -> Iterator[Seen]:
    """People elected or appointed to a post: "that Councillor Jo Smith be elected Chair"."""
    for match in _INTO_POST.finditer(shadow.text):
        name = _ending(shadow.text, match.start())
        end = posts.role_at(shadow.text, match.end())
        if name is not None and end is not None:
            role = _PAGE.sub("", flat(_OF_PERIOD.split(shadow.text[match.end() : end])[0]))
            yield Seen(name[2], name[:2], role, (match.end(), match.end() + len(role)), "named")

    for match in _COOPTED.finditer(shadow.text):
        if (one := names.at(shadow.text, match.end())) is not None:
            yield Seen(one.text, (one.start, one.end), "", (0, 0), "named")


_COOPTED = Sieve(r"\b(?:to )?co-?opt(?:ed|ing)?\s(?=[A-Z])")
_INTO_POST = Sieve(
    r"(?:\s(?:be|was|were|is|had been|has been))?\s(?:duly |unanimously |then |re-?)*(?:elected|appointed"
    r"|(?:to continue|continues|to act|to serve) as)\s(?:(?:as|to) )?(?:the )?"
    r"(?:(?:post|office|position|role) of )?(?:the )?(?=[A-Z])"
)
_PAGE = re.compile(r"\s\d+$")  # a number of a page that stands between
_OF_PERIOD = re.compile(r"\s(?:for (?=(?:the|a|an|one|two|another|\d))|until |to serve )")


def together(shadow: Shadow) -> Iterator[Seen]:
    """Several who hold posts of one kind: "the group leaders, Mr N Faux and Ms K Rudd"."""
    for match in _POSTS.finditer(shadow.text):
        at = match.end()
        while (name := names.at(shadow.text, at)) is not None:
            yield Seen(name.text, (name.start, name.end), flat(match["posts"]), match.span("posts"), "named")
            following = _AND.match(shadow.text, name.stop)
            if following is None:
                break
            at = following.end()

    for match in _BEHIND.finditer(shadow.text):
        end: int | None = match.start()
        while end is not None and (last := _ending(shadow.text, end)) is not None:
            yield Seen(last[2], last[:2], flat(match["posts"]), match.span("posts"), "named")
            joined = _JOINS.search(shadow.text, max(0, last[0] - 6), last[0])
            end = joined.start() if joined is not None else None


_BEHIND = Sieve(
    r",? ?[, (](?:the |both )?(?P<posts>(?i:(?:local|ward|divisional?|county) (?:members?|councillors?)))\b(?! [A-Z])"
)
_JOINS = re.compile(r"(?:,| and|, and| &) $")
_POSTS = Sieve(
    r"\b(?P<posts>(?i:group leaders|(?:local|ward|divisional?|county|district|borough) (?:members?|councillors)"
    r"|portfolio holders|spokes(?:men|persons|people)|cabinet members|(?:vice-?)?chairmen|(?:vice-?)?chairs))"
    r"(?:,|:|\s\()?\s?(?=[A-Z][a-z.]* [A-Z])"
)
_AND = re.compile(r",? (?:and |& )?(?=[A-Z])|, (?=[A-Z])")
