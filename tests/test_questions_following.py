"""Questions that follow on from one another, over HTTP as a reader asks them, page by page."""

import html
import re

import pytest
from flask.testing import FlaskClient

# Questions in a row, with what the last answer says.
ROWS = [
    (("who supplies MC230017", "when does it end"), "30 June 2027"),
    (("which decisions are there", "only those after 2024", "how many"), "decisions match"),
    (("which decisions were taken in 2024", "and in 2025?"), "Revenue Budget"),
    (("which contract ends next", "who supplies it?"), "Brackenfold Trust"),
    (("who signed OD/26/00012", "what is her post?"), "Director of Libraries"),
    (("who signed OD/26/00012", "when?"), "9 March 2026"),
]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_a_row_of_questions_keeps_what_was_asked_about(row: tuple[str, ...], said: str, client: FlaskClient) -> None:
    before = ""
    for question in row:
        page = client.get("/ask", query_string={"q": question, "before": before}).get_data(as_text=True)
        kept = re.search(r'name="before" value="([^"]*)"', page)
        assert kept is not None, f"{question!r} after {before!r} was not answered"
        before = html.unescape(kept[1])
    assert said in page
    assert "From the question before" in page
    assert "Remove" in page
