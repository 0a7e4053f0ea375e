"""The heading of an item: where it ends in a line that runs on into the text, and whether a line looks like one."""

import re

TAIL = re.compile(r"\s*(?:pdf icon\s*)?PDF\s[\d.,]+\s?[KM]B.*$")
_MARK = re.compile(
    r"(?P<dash>\s+[–-]\s+|(?<=[A-Za-z0-9])[–]\s+|\s[–](?=[A-Z]))"
    r"|(?P<colon>:(?:[-–]\s|\s))|(?P<stop>(?<=[A-Za-z0-9)])(?<!\b[A-Z])(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bNo)(?<!\bNO)"
    r"(?<!\bCllr)(?<!\bRev)\.\??\s|\s(?:…|\.{3,})\s)"
)
_TELLING = re.compile(
    r"\b(?:was|were|is|are|has|had|have|be|been|will|would|said|reported|asked|advised|noted|agreed?|resolved|proposed"
    r"|seconded|approved|thanked|confirmed|stated|received|discussed|considered|raised|informed|none|nil|to be"
    r"|RESOLVED|AGREED|NOTED|APPROVED|DEFERRED|NONE)\b|^(?:Cllrs?|Councillors?|Members|The|It|There|No|None|Nil)\b",
)
_SAYING = re.compile(
    r"\b(?:was|were|has|had|have|said|reported|asked|advised|thanked|stated|informed|expressed|explained|is|are)\b"
)
_CLAUSE = re.compile(r"(?:to|that|it|we|there|no|none|nil|agreed|noted|unanimous\w*|all)\b")
_TASK = re.compile(r"[Tt]o [a-z]+ (?:[a-z]+ ){2}")  # "Finance: to receive the report and resolve on payments"
_RUN_ON = re.compile(
    r",\s(?=(?:It was|It is|There (?:was|were)|The (?:Clerk|Chair\w*|Council)|Cllr|Councillor)\b)"
    r"|\t|\s\|(?:\s|$)|(?<=[\w)]):?\s(?=RESOLVED\b)|:\s(?=(?:AGREED|NOTED|DECIDED)\b)|\s(?<!of )(?<!the )(?=Minutes:)"
    r"|:\s(?=\(?(?:a|i|1)[.)]\s)|\s(?=\d{1,3}\.1\s[A-Z])"
    r"|(?<=[a-z])\s(?=Members (?:are|were|will be) (?:asked|invited|reminded|requested)\b"
    r"|To (?:receive|consider|confirm|approve|note|agree|elect|appoint|determine) )"
    r"|(?<=[a-z0-9)])\s(?=(?:These|This|It was|There (?:was|were)|there (?:was|were)|The (?:Clerk|Council|Chair\w*)"
    r"|Cllr|Members)\s)"
)


_MINUTE = re.compile(r"(?<=[a-z]):\s?\d{1,4}/\d{2,4}$")  # its number behind a heading: "Finance: 006/24"
_LONGEST = 180  # characters of a heading
_PAGES = re.compile(r"\s\((?:Agenda )?[Ii]tem\s\w+\)|\s*\(Pages?\s")
_CAPITALS = re.compile(
    r"[A-Z](?:[A-Z0-9'&,/() –-]|: (?=[A-Z]{2})|\.(?=\s?\d)){6,160}?"
    r"(?=[:.–]?\s+[A-Z]?[a-z]|$|:(?! [A-Z]{2})|\.(?!\s?\d))"
)


def looks_titled(line: str) -> bool:
    """Whether a numbered line is the heading of an item, no sentence and no resolution."""
    title = heading(line)
    resolution = "RESOLVED" in title or re.match(
        r"(?:That|To (?!(?:receive|consider|approve|note|agree|discuss|elect|appoint|review|adopt|confirm|set|accept"
        r"|hear|record|co-opt|resolve|decide|determine|make"
        r"|certify|nominate|ratify|renew)\b)[a-z]+)\b",
        title,
    )
    if resolution or len(title) < 3 or len(title) > 178:
        return False
    if len(title) < len(line.rstrip(" .:|")) - 3:
        return _SAYING.search(title) is None and len(title.split()) < 16
    return (
        len(line) <= 200
        and line[-1] not in ";,"
        and (line[-1] != ":" or len(line) < 45 or line.startswith("To ") or line.isupper())
        and not (line.endswith(".") and len(line) > 60)
    )


def says(text: str) -> bool:
    """Whether a text is a sentence that tells something, no heading."""
    return _SAYING.search(text) is not None


def heading(text: str) -> str:
    """The heading at the start of an item's line, which may run on into its text."""
    text = _RUN_ON.split(_PAGES.split(text, 1)[0] if "(" in text else text, 1)[0]
    capitals = _CAPITALS.match(text)
    if capitals is not None and len(capitals[0].split()) > 1 and not _runs_on(text, capitals):
        return capitals[0].rstrip(" :–-.")
    for mark in _MARK.finditer(text, 0, _LONGEST + 20):
        before, rest = text[: mark.start()], text[mark.end() :]
        if before.count("(") > before.count(")") or re.search(r"[A-Za-z]{2}", before) is None:
            continue  # a number alone is no heading: "182339 - The Forge"
        clause = _CLAUSE if mark.lastgroup == "dash" else _TASK
        early = mark.lastgroup != "stop" and clause.match(rest) is not None
        if early or mark.lastgroup == "stop" or _TELLING.search(rest) or (mark.lastgroup == "colon" and len(rest) > 90):
            text = before
            break
    return _MINUTE.sub("", text.rstrip(" :.–-"))[:_LONGEST]


def _runs_on(text: str, capitals: re.Match[str]) -> bool:
    """Whether what follows words in capitals is the rest of the heading: "MILLTHORPE - 24/0183 - A barn"."""
    rest = text[capitals.end() :].lstrip()
    return capitals[0].rstrip()[-1:] in "–-" and _TELLING.search(rest) is None and _CLAUSE.match(rest) is None
