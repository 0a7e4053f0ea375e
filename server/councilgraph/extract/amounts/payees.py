"""Who receives a sum of money, as the words beside it say; never a private person."""

import re

from councilgraph.extract.amounts.money import Figure
from councilgraph.extract.people.name_words import word_lists

_TITLED = re.compile(r"(?:the )?(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b|(?:[A-Z]\.? ?){1,2} [A-Z][a-z]+$")


def is_private(name: str) -> bool:
    """Whether a payee is a person: "Mrs Brown", "J Smith", "Jo Smith"."""
    return _TITLED.match(name) is not None or (name.count(" ") == 1 and name.split()[0] in word_lists().given)


_TO_PAYEE = re.compile(
    r"\s(?:\([^)]*\)\s)?(?:be paid |is paid |was paid |paid |payable |donated "
    r"|awarded )?to (?P<payee>(?:the )?[A-Z][\w&'.-]*(?:\s(?:(?:of|and|for|the|"
    r"&)\s)*[A-Z][\w&'.-]*){0,6})"
)


def payee(text: str, figure: Figure) -> str | None:
    """Who receives the money, where the words after the figure say so; never a private person."""
    match = _TO_PAYEE.match(text, figure.end)
    paid = re.search(
        r"(?:paid|pay|payments?|grants?|award(?:ed)?|donation|donated)\b[^.\n]{0,40}$",
        text[max(0, figure.start - 60) : figure.start],
        re.I,
    )
    if match is None or not (paid or "paid" in match[0]) or is_private(match["payee"]):
        return None
    return match["payee"].rstrip(".")


_NAME = r"(?P<payee>(?:the )?[A-Z\d][\w&'.-]*(?:\s(?:(?:of|and|for|the|in|&)\s)*[A-Z\d][\w&'.-]*){0,7})"
_AWARDED = re.compile(
    rf"{_NAME} (?:was|were|is|are|be|been|to be) (?:awarded|granted|given) (?:a (?:grant|sum) of )?(?:up to )?$"
)
_ITEM = re.compile(rf"(?:[;:] |\n|[–-] |, (?:and )?|\. ){_NAME}\s(?:[–-]\s)?$")


def grantee(text: str, figure: Figure) -> str | None:
    """Whom a grant goes to, named beside its sum: "£50 to the Scouts", "the Scouts were awarded £50", "Scouts £50"."""
    before = text[max(0, figure.start - 120) : figure.start]
    found = _TO_PAYEE.match(text, figure.end) or _AWARDED.search(before) or _ITEM.search(before)
    name = found["payee"].rstrip(".") if found is not None else ""
    return None if not name or is_private(name) else name
