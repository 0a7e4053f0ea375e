"""A person as seen in one place of a paper: name, post, and part in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    name: str
    name_at: tuple[int, int]
    role: str
    role_at: tuple[int, int]
    part: str


def flat(text: str) -> str:
    """Printed words on one line, without an address of e-mail among them."""
    return " ".join(word for word in text.split() if "@" not in word).strip(" ,.;")
