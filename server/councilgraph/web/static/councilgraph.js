// Enhancements only: every page works without this file.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();

/** Suggestions while typing: an editable combobox with a list (WAI-ARIA Authoring Practices, "Combobox"). */
class Combobox {
  constructor(input, number) {
    this.input = input;
    this.hits = [];
    this.active = -1;
    const wrapper = document.createElement("div");
    wrapper.className = "cg-combobox";
    input.replaceWith(wrapper);
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    // Screen readers are told how many there are; the list itself stays silent until it is walked through.
    this.status = document.createElement("div");
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    wrapper.append(input, this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      if (option) { event.preventDefault(); this.take(Number(option.dataset.index)); }
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), 120);
  }

  /** What to look up: the whole field, or the end of a question from its last capital, digit or quotation mark. */
  words() {
    const text = this.input.value;
    if (this.input.dataset.fill === "key" || this.input.dataset.follow) return { from: 0, text: text.trim() };
    const match = /(?:^|[\s"“(])([A-Z0-9][\w’'/&.-]*(?:\s+[A-Z][\w’'/&.-]*)*)$/.exec(text);
    return match ? { from: text.length - match[1].length, text: match[1] } : { from: 0, text: "" };
  }

  async fetch() {
    const words = this.words();
    const asked = this.input.dataset.questions === undefined ? "" : this.input.value.trim();
    if (words.text.length < 2 && asked.length < 2) return this.close();
    this.abort?.abort();
    this.abort = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", words.text);
    if (asked) address.searchParams.set("ask", asked);
    try {
      const response = await fetch(address, { signal: this.abort.signal, headers: { Accept: "application/json" } });
      this.show(response.ok ? await response.json() : [], words.from);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(hits, from) {
    this.hits = hits;
    this.from = from;
    this.active = -1;
    this.list.replaceChildren(...hits.map((hit, index) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.index = index;
      const kind = document.createElement("small");
      kind.textContent = hit.kind;
      option.append(hit.label, kind);
      return option;
    }));
    this.list.hidden = hits.length === 0;
    this.status.textContent = hits.length === 0 ? "" :
      `${hits.length} suggestion${hits.length === 1 ? "" : "s"}, up and down arrow keys to choose`;
    this.input.setAttribute("aria-expanded", String(hits.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() { this.show([], 0); }

  move(step) {
    const count = this.hits.length;
    this.active = (this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) {
        this.input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  key(event) {
    if (event.key === "Escape") return this.close();
    if (this.hits.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.active >= 0) {
      if (event.key === "Enter") event.preventDefault();
      this.take(this.active);
    }
  }

  take(index) {
    const hit = this.hits[index];
    if (this.input.dataset.follow || hit.kind === "question") { location.href = hit.href; return; }
    const value = this.input.dataset.fill === "key" ? hit.key : this.input.value.slice(0, this.from) + hit.key;
    this.input.value = value;
    this.close();
    this.input.focus();
  }
}

document.querySelectorAll("input[data-suggest]").forEach((input, number) => new Combobox(input, number));

/** A document's marked words: the facts that they prove stand out in the list beside the text. */
function showFact(link) {
  const fact = link && document.getElementById(link.hash.slice(1));
  document.querySelectorAll(".cg-aside .cg-current").forEach((old) => old.classList.remove("cg-current"));
  fact?.classList.add("cg-current");
  fact?.scrollIntoView({ block: "nearest" });
}

document.querySelectorAll(".cg-text mark a").forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelectorAll(".cg-text .cg-current").forEach((old) => old.classList.remove("cg-current"));
    link.parentElement.classList.add("cg-current");
    showFact(link);
  });
});

/** A link to a passage shows all pieces of it, or what overlaps it where it is no passage of its own. */
function markTarget() {
  const match = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!match) return;
  const [start, end] = [Number(match[1]), Number(match[2])];
  const marks = [...document.querySelectorAll(".cg-text mark")];
  const places = (mark) => mark.dataset.passages.trim().split(" ").map((place) => place.split("-").map(Number));
  const exact = marks.filter((mark) => places(mark).some(([a, b]) => a === start && b === end));
  const found = exact.length ? exact : marks.filter((mark) => places(mark).some(([a, b]) => a < end && b > start));
  marks.forEach((mark) => mark.classList.toggle("cg-current", found.includes(mark)));
  showFact(found[0]?.querySelector("a"));
  found[0]?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", markTarget);
markTarget();

/** Copies an identifier. */
document.querySelectorAll(".cg-iri").forEach((code) => {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cg-copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  code.after(button);
});
