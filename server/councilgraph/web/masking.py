"""Hides what must not be shown again: e-mail addresses and telephone numbers in quoted papers."""

import re

_EMAIL = re.compile(r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w£.,/])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]{0,2}\d){8,9}(?![\w/])")
_LINK = re.compile(r"mailto:\S+|tel:\+?[\d-]+", re.IGNORECASE)
_DOT = "•"


def mask(text: str) -> str:
    """The text with each character of an e-mail address or telephone number as a dot; its length stays.

    The length stays so that the places of passages in it stay right.
    """
    for pattern in (_LINK, _EMAIL, _PHONE):
        text = pattern.sub(lambda match: _DOT * len(match[0]), text)
    return text
