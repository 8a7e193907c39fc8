"""One article: what the record holds, and in which forms."""

import dataclasses
import datetime
import json
import pickle

import pytest

import tomtat
from tomtat.record import CLASSES

#: Names of the Rust types in the schema, where they are not those of the classes.
OTHERWISE = {"DateRef": tomtat.Date, "MentionRecord": tomtat.Mention, "SentenceSpan": tomtat.Sentence, "EntityLink": tomtat.Link}


def test_values_have_their_classes(pipeline, page):
    record = pipeline.enrich(page, id=7)
    official = record.officials[0]
    assert isinstance(record, tomtat.Record) and isinstance(official, tomtat.Official)
    assert (official.name, official.titles[0].role, official.titles[0].status) == ("Lê Hữu Phước", "Chủ tịch", "current")
    assert official.mentions[0].of(page) == "Lê Hữu Phước"
    assert [law.number for law in record.laws] == [None, "30/2020/NĐ-CP"]
    assert record.laws[1].provisions == (tomtat.Provision(article="5", clause="2", point=None),)
    assert (record.id, record.schema, record.lang, record.offsets) == ("7", 1, "vi", "chars")
    assert record.title.text == "Sơ kết thi hành Luật Đất đai"
    assert record.officials is record.officials, "made once"


def test_everything_is_frozen(pipeline, page):
    record = pipeline.enrich(page)
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.officials[0].name = "khác"
    with pytest.raises(AttributeError):
        record.officials = ()


def walk(value):
    """Every object inside a value."""
    yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def fields_of(record):
    return [name for name in dir(tomtat.Record) if not name.startswith("_") and not callable(getattr(tomtat.Record, name))]


def test_no_dict_is_left_in_a_typed_record(samples):
    pipeline = tomtat.Pipeline(compress=True)
    for name, text in samples.items():
        record = pipeline.enrich(text, html=name.endswith(".html"))
        for field in fields_of(record):
            for value in walk(getattr(record, field)):
                assert not isinstance(value, (dict, list)), (name, field, value)
                if dataclasses.is_dataclass(value):
                    known = {f.name for f in dataclasses.fields(value)}
                    assert set(vars(value)) <= known, f"{type(value).__name__} lacks {set(vars(value)) - known}"
                    hash(value), repr(value)


def test_classes_have_the_fields_of_the_schema(schema):
    for name, form in schema["$defs"].items():
        if "properties" in form:
            known = {f.name for f in dataclasses.fields(OTHERWISE.get(name) or CLASSES[name])}
            assert known == set(form["properties"]), name
    assert set(fields_of(tomtat.Record)) - {"offsets"} == set(schema["properties"])


def test_spans_index_the_string(pipeline, samples):
    for name, text in samples.items():
        text = "𝒯 " + text
        record = pipeline.enrich(text, html=name.endswith(".html"))
        assert record.mentions
        for mention in record.mentions:
            if not name.endswith(".html"):
                assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize("offsets, encoding, width", [("bytes", "utf-8", 1), ("utf16", "utf-16-le", 2), ("chars", "utf-32-le", 4)])
def test_spans_in_every_unit(page, offsets, encoding, width):
    text = "𝒯 " + page
    record = tomtat.Pipeline(model=False, offsets=offsets).enrich(text)
    encoded = text.encode(encoding)
    assert record.offsets == offsets
    for mention in record.mentions:
        start, end = mention.span
        assert encoded[start * width : end * width].decode(encoding) == mention.text


def test_json_dict_and_back(pipeline, samples):
    for name, text in samples.items():
        record = pipeline.enrich(text, id=name, url="https://example.org/1", html=name.endswith(".html"))
        assert record.to_dict() == json.loads(record.to_json()) == json.loads(record.to_json(indent=True))
        assert record.source == {"url": "https://example.org/1"}
        again = tomtat.Record.from_json(record.to_json())
        assert again == record and again.officials == record.officials
        assert pickle.loads(pickle.dumps(record)) == record
    assert record != tomtat.Record.from_json(record.to_json(), offsets="bytes")
    with pytest.raises(tomtat.Error, match="no record"):
        tomtat.Record.from_json("{}")


def test_html(pipeline):
    source = "<html><body><h1>Tin</h1><p>Sáng 14/3/2024, Bộ Nội vụ họp tại Hà Nội.</p></body></html>"
    record = pipeline.enrich(source, html=True)
    assert [unit.mentions[0].of(source) for unit in record.units] == ["Bộ Nội vụ"]


def test_what_is_known_beside_the_text(quick):
    record = quick.enrich("Bộ Nội vụ họp ngày 14/3.", title="Họp bộ", published=datetime.date(2024, 3, 15))
    assert record.title == tomtat.Anchored("Họp bộ", None)
    assert record.published == "2024-03-15"
    assert [d.iso for d in record.dates] == ["2024-03-14"]


@pytest.mark.parametrize("text", ["", " \n", "\0\x07", "\ud800 Bộ Nội vụ họp tại Hà Nội \udc00.", "𝒯" * 1000, "́" * 10])
def test_no_text_is_an_error(pipeline, text):
    record = pipeline.enrich(text)
    assert all(0 <= s.span.start <= s.span.end <= len(text) for s in record.sentences)
    for mention in record.mentions:
        assert mention.span.of(text) == mention.text


def test_repr(quick, page):
    assert repr(quick.enrich(page, id="a")).startswith('<Record id="a" title="Sơ kết')
    assert "id=None title=None" in repr(quick.enrich(""))
