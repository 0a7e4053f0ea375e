// The SPARQL editor: Yasgui on this site's endpoint, without calls to other hosts.
const place = document.getElementById("yasgui");
const settings = JSON.parse(document.getElementById("editor-settings").textContent);

// The completers that Yasgui comes with ask prefix.cc and other hosts; ours know this site's words.
const { Yasqe, Yasr } = Yasgui;
Yasqe.defaults.autocompleters = ["variables", "councilgraph-terms"];
Yasqe.registerAutocompleter({
  name: "councilgraph-terms",
  bulk: true,
  autoShow: false,
  get: () => settings.terms,
  isValidCompletionPosition: (yasqe) => {
    const token = yasqe.getCompleteToken();
    return token.string.length > 0 && !token.string.startsWith("?") && token.type !== "comment";
  },
}, true);
Yasr.defaults.prefixes = settings.prefixes;

// Without this, new tabs would ask Yasgui's own default endpoint, which is another host's.
const endpoint = new URL(settings.endpoint, location.href).href;
Object.assign(Yasgui.defaults.requestConfig, { endpoint, method: "GET" });
Yasgui.defaults.endpointCatalogueOptions.getData = () => [];

const yasgui = new Yasgui(place, {
  copyEndpointOnNewTab: false,
  populateFromUrl: false,
  persistenceId: "councilgraph",
  autofocus: false,
});

yasgui.getTab()?.setEndpoint(endpoint);

function open(query, name) {
  const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
  tab.setEndpoint(endpoint);
  tab.setQuery(query);
  return tab;
}

if (settings.query) {
  open(settings.query, "From a page").query();
} else if (!yasgui.getTab()?.getQuery() || /SELECT \* WHERE/.test(yasgui.getTab().getQuery())) {
  yasgui.getTab()?.setQuery(settings.examples[0]?.query ?? "");
}

document.getElementById("plain-editor").hidden = true;
const choice = document.getElementById("editor-example");
choice.closest(".govuk-form-group").hidden = false;
choice.addEventListener("change", () => {
  const example = settings.examples[Number(choice.value)];
  if (example) open(example.query, example.name.slice(0, 30));
});

// Things in results lead to their pages here, whatever host their names begin with.
place.addEventListener("click", (event) => {
  const link = event.target.closest?.(".yasr a[href]");
  const found = link && settings.pages.find(([start]) => link.getAttribute("href").startsWith(start));
  if (!found) return;
  event.preventDefault();
  window.open(found[1] + link.getAttribute("href").slice(found[0].length), "_blank", "noopener");
});
