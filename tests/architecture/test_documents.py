"""What the documents promise is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented():
    documented = set(re.findall(r"`(SEPAHAM_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))
    read = set()
    for file in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r"[\"'](SEPAHAM_[A-Z_]+)[\"']", file.read_text()))
    assert read <= documented


def test_every_link_in_the_documents_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_no_registry_host_and_no_machine_path_stands_in_a_file():
    forbidden = re.compile(r"registry\.npm|files\.pythonhosted|pypi\.org|/work/|/root/")
    for file in [
        *(ROOT / "src").rglob("*"),
        *(ROOT / "docs").rglob("*"),
        *ROOT.glob("*.json"),
        *ROOT.glob("*.toml"),
    ]:
        if file.is_file() and file.suffix in {".py", ".md", ".json", ".toml", ".html", ".js", ".css"}:
            if "vendor" in file.parts:
                continue
            assert not forbidden.search(file.read_text()), file


def test_a_file_is_short_enough_to_read():
    for file in (ROOT / "src").rglob("*.py"):
        if "migrations" not in file.parts and file.name != "words.py":
            assert len(file.read_text().splitlines()) <= 350, file


def test_every_kind_of_statement_and_every_field_is_on_paper():
    from sepaham.domain.kinds import KINDS

    page = (ROOT / "docs/format/statements.md").read_text()
    for kind, (must, may) in KINDS.items():
        assert f"`{kind}`" in page, kind
        for field in (*must, *may):
            assert f"`{field}`" in page, f"{kind}: {field}"
