"""Reads Vietnamese news: clean text, words, officials with their positions, units, laws, dates, a summary, tags and topics.

>>> import tomtat
>>> page = "Sáng 13/6/2024, ông Lê Hữu Phước, Chủ tịch UBND tỉnh Thanh Hóa, chủ trì hội nghị sơ kết Luật Đất đai năm 2013."
>>> record = tomtat.Pipeline().enrich(page)
>>> record.officials[0].name, record.officials[0].titles[0].role
('Lê Hữu Phước', 'Chủ tịch')
>>> span = record.officials[0].mentions[0]
>>> page[span.start:span.end]
'Lê Hữu Phước'
>>> record.laws[0].name
'Luật Đất đai'
"""

from ._tomtat import Error, Pipeline, Record, Segmenter, __version__, laws, segment
from .record import (
    Anchored,
    Coverage,
    Date,
    Event,
    EventPlace,
    Failed,
    Filing,
    GeneratedSentence,
    Generation,
    Inferred,
    Inserted,
    Law,
    Link,
    Mapped,
    Mention,
    Official,
    Part,
    Provision,
    Quote,
    Relation,
    Sentence,
    Span,
    Summary,
    Tag,
    Title,
    Topic,
    Unit,
)

__all__ = [
    "Anchored",
    "Coverage",
    "Date",
    "Error",
    "Event",
    "EventPlace",
    "Failed",
    "Filing",
    "GeneratedSentence",
    "Generation",
    "Inferred",
    "Inserted",
    "Law",
    "Link",
    "Mapped",
    "Mention",
    "Official",
    "Part",
    "Pipeline",
    "Provision",
    "Quote",
    "Record",
    "Relation",
    "Segmenter",
    "Sentence",
    "Span",
    "Summary",
    "Tag",
    "Title",
    "Topic",
    "Unit",
    "__version__",
    "laws",
    "segment",
]


def _unpickled(json: str, offsets: str) -> Record:
    return Record.from_json(json, offsets=offsets)  # type: ignore[arg-type]
