"""The pages in a browser: what loads, what the keyboard does, what axe finds, and that they work without script."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ADDRESSES = (
    "/",
    "/ask?q=Who supplies MC230017?",
    "/ask?q=What is the weather in Paris?",
    "/queries/",
    "/queries/contract-supplier?reference=MC230017",
    "/search?q=library",
    "/doc/marlbrook/contract/MC230017",
    "/doc/marlbrook/document/23-00041-record-of-decision",
    "/doc/marlbrook/finding/end-date-MC230017",
    "/things/decision",
    "/findings",
    "/coverage",
    "/def",
    "/dataset",
    "/nothing-here",
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The address at which the app is served, by threads as in earnest."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of this machine, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("There is no Chromium here; install it, or leave out tests marked browser.")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A profile of its own."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test when it logs an error or asks another host."""
    return context.new_page()


@pytest.fixture
def faults(page: Page, address: str) -> list[str]:
    """What the browser complains of, and requests that leave the site."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else found.append(request.url),
    )
    return found


@pytest.mark.parametrize("path", [*ADDRESSES, "/sparql"])
def test_pages_load_clean_and_from_here_alone(page: Page, faults: list[str], address: str, path: str) -> None:
    page.goto(address + path, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()
    missing = "the server responded with a status of 404" if path == "/nothing-here" else "\0"
    assert [fault for fault in faults if missing not in fault] == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing_wrong(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found["violations"]] == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_cut_off_on_a_telephone(browser: Browser, address: str, path: str) -> None:
    small = browser.new_context(viewport={"width": 360, "height": 740})
    page = small.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small.close()


def test_a_question_is_asked_and_its_proof_is_followed(page: Page, faults: list[str], address: str) -> None:
    page.goto(address)
    page.fill("#q", "Who supplies MC230017?")
    page.press("#q", "Enter")
    expect(page.locator(".cg-sentence")).to_contain_text("Brackenfold Trust")
    page.click("table summary >> nth=0")
    page.click("table .cg-proof a >> nth=0")
    page.wait_for_url("**/document/23-00041-record-of-decision#char=200,217")
    expect(page.locator("mark.cg-current")).to_have_text("Brackenfold Trust")
    assert faults == []


def test_names_are_suggested_while_typing_and_taken_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#q").press_sequentially("Who supplies MC23")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("MC230017")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.press("#q", "ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.press("#q", "Enter")
    expect(page.locator("#q")).to_have_value("Who supplies MC230017")
    page.press("#q", "Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_whole_questions_are_suggested_and_told_to_screen_readers(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox").first
    box.press_sequentially("When does MC23")
    option = page.get_by_role("option").filter(has_text="When does MC230017 end?").first
    expect(option).to_be_visible()
    expect(page.locator(".cg-combobox [role=status]").first).to_contain_text("suggestions")
    listed = page.get_by_role("option").all_inner_texts()
    at = next(i for i, text in enumerate(listed) if text.startswith("When does MC230017 end?"))
    for _ in range(at + 1):
        box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    expect(box).to_have_attribute("aria-controls", page.get_by_role("listbox").first.get_attribute("id") or "")
    box.press("Enter")
    page.wait_for_url("**/ask?q=When+does+MC230017+end**")
    expect(page.locator("#main-content")).to_contain_text("30 June 2027")


def test_questions_follow_on_and_what_is_kept_is_removed(page: Page, faults: list[str], address: str) -> None:
    page.goto(f"{address}/ask?q=which+decisions+were+taken+in+2024")
    page.get_by_label("Ask on from this answer").fill("and in 2025?")
    page.get_by_role("button", name="Ask on").click()
    expect(page.locator("#main-content")).to_contain_text("Revenue Budget")
    kept = page.get_by_role("list", name="Conditions of this answer")
    expect(kept).to_contain_text("From the question before")
    page.get_by_label("Ask on from this answer").fill("how many?")
    page.get_by_role("button", name="Ask on").click()
    expect(page.locator("#main-content")).to_contain_text("1 decision")
    page.get_by_role("link", name="Remove what was kept of the question before").click()
    page.wait_for_url("**/ask?q=how+many?")
    expect(kept).to_have_count(0)
    assert faults == []


def test_the_editor_runs_a_query_and_shows_its_rows(page: Page, faults: list[str], address: str) -> None:
    query = "PREFIX cg: <https://w3id.org/councilgraph/def#> SELECT ?r WHERE { ?c cg:reference ?r }"
    page.goto(f"{address}/sparql/editor?query={query.replace('#', '%23').replace('?', '%3F')}")
    expect(page.locator(".yasr table")).to_contain_text("MC230017")
    assert faults == []


def test_everything_works_without_script(browser: Browser, address: str) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(address)
    page.fill("#q", "Who supplies MC230017?")
    page.click("form.cg-ask button")
    expect(page.locator(".cg-sentence")).to_contain_text("Brackenfold Trust")
    page.goto(f"{address}/queries/contract-supplier")
    page.select_option("#reference", "MC230017")
    page.click("form.cg-form button")
    expect(page.locator("table.cg-table")).to_contain_text("Brackenfold Trust")
    page.goto(f"{address}/sparql")
    page.fill("#query", "ASK { ?s ?p ?o }")
    page.click("#plain-editor button")
    expect(page.locator("#plain-editor pre")).to_have_text("true")
    plain.close()
