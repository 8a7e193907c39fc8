"""What the README shows runs, one block after the other."""

import doctest
import pathlib
import re

import pytest

import tomtat

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


def test_the_blocks_of_the_readme():
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf8"), re.S)
    names: "dict[str, object]" = {}
    for block in blocks:
        if "spark" not in block:
            exec(compile(block, str(README), "exec"), names)
    assert len(blocks) >= 5


def test_examples_in_the_documentation():
    assert doctest.testmod(tomtat).attempted >= 5
    assert doctest.testmod(tomtat).failed == 0


def test_everything_public_is_documented():
    for name in tomtat.__all__:
        thing = getattr(tomtat, name)
        if isinstance(thing, str):
            continue
        assert thing.__doc__, name
        for member in vars(thing) if isinstance(thing, type) else ():
            if not member.startswith("_") and callable(getattr(thing, member)):
                assert getattr(thing, member).__doc__, f"{name}.{member}"
