"""The type stubs fit the extension, and code written against them checks."""

import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("mypy")

SETTINGS = str(pathlib.Path(__file__).resolve().parents[1] / "pyproject.toml")
USE = '''
import datetime
from typing import Optional

import tomtat

pipeline = tomtat.Pipeline(summary="2", model=False)
record = pipeline.enrich("Bộ Nội vụ họp.", id=7, published=datetime.date(2024, 3, 14))
name: str = record.officials[0].name
role: str = record.officials[0].titles[0].role
unit: Optional[str] = record.officials[0].titles[0].unit
start: int = record.officials[0].mentions[0].start
iso: Optional[str] = record.dates[0].iso
for one in pipeline.enrich_batch(["a", {"text": "b"}]):
    reveal: str = one.model
for result in pipeline.enrich_batch(["a"], errors="return"):
    if isinstance(result, tomtat.Failed):
        reason: str = result.reason
    else:
        label: str = result.tags[0].label
words: list[str] = tomtat.segment("a")
law: Optional[str] = tomtat.laws("a")[0].number
'''
WRONG = {
    "tomtat.Pipeline(offsets='lines')": "offsets",
    "tomtat.Pipeline().enrich(3)": "enrich",
    "tomtat.Pipeline().enrich('a').officials[0].nome": "nome",
    "tomtat.Pipeline().enrich('a').title.text": "None",
}


def mypy(folder: pathlib.Path, code: str) -> "subprocess.CompletedProcess[str]":
    (folder / "use.py").write_text(code, encoding="utf8")
    return subprocess.run([sys.executable, "-m", "mypy", "--strict", "use.py"], cwd=folder, capture_output=True, text=True)


def test_code_checks(tmp_path):
    checked = mypy(tmp_path, USE)
    assert checked.returncode == 0, checked.stdout


def test_mistakes_are_found(tmp_path):
    checked = mypy(tmp_path, "import tomtat\n" + "\n".join(WRONG) + "\n")
    found = [line for line in checked.stdout.splitlines() if "error:" in line]
    assert len(found) == len(WRONG), checked.stdout


def test_the_modules_in_python_check():
    command = [sys.executable, "-m", "mypy", "--config-file", SETTINGS, "-p", "tomtat"]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_stubs_fit_the_extension():
    command = [sys.executable, "-m", "mypy.stubtest", "tomtat._tomtat", "--mypy-config-file", SETTINGS]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
