"""What keeps a question from being read wrongly; each can be taken out, to measure what it is worth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guards:
    """Which of them are in: `coverage`, that every word is explained; `forbidden`, that concepts rule queries out;
    `spelling`, that misspelt words and names are put right.
    """

    coverage: bool = True
    forbidden: bool = True
    spelling: bool = True


ALL = Guards()
