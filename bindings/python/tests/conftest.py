"""What the tests share: articles with invented names, and pipelines made once."""

import json
import pathlib

import pytest

import tomtat

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
PAGE = (
    "Trang chủ | Tin tức\nSơ kết thi hành Luật Đất đai\n13/6/2024\n"
    "Sáng 13/6/2024, ông Lê Hữu Phước, Chủ tịch UBND tỉnh Thanh Hóa, chủ trì hội nghị sơ kết Luật Đất đai năm 2013 tại thành phố Thanh Hóa. "
    "Theo khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP, hồ sơ được giải quyết trong 15 ngày.\n"
)


@pytest.fixture(scope="session")
def page() -> str:
    return PAGE


@pytest.fixture(scope="session")
def pipeline() -> tomtat.Pipeline:
    return tomtat.Pipeline()


@pytest.fixture(scope="session")
def quick() -> tomtat.Pipeline:
    """Without the neural model."""
    return tomtat.Pipeline(model=False)


@pytest.fixture(scope="session")
def samples() -> "dict[str, str]":
    folder = REPOSITORY / "examples/articles"
    return {p.name: p.read_text(encoding="utf8") for p in sorted(folder.iterdir())}


@pytest.fixture(scope="session")
def schema() -> "dict[str, object]":
    return json.loads((REPOSITORY / "schema/record-1.json").read_text(encoding="utf8"))
