"""What a record holds: frozen classes, one for each kind of thing.

Fields are those of the JSON record. A span counts code points of the text that was read (bytes or UTF-16 units on demand, see
``Pipeline(offsets=...)``), so ``text[span.start:span.end]`` is what it names. Lists are tuples. Fields may be added, none is taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, NamedTuple, Optional

__all__ = [
    "Anchored",
    "Coverage",
    "Date",
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
    "Provision",
    "Quote",
    "Relation",
    "Sentence",
    "Span",
    "Summary",
    "Tag",
    "Title",
    "Topic",
    "Unit",
]


class Span(NamedTuple):
    """Where something stands: ``[start, end)``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece of ``text`` that it names, where spans count code points."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Anchored:
    """A piece of the text; ``span`` is missing where the caller gave it beside the article."""

    text: str
    span: Optional[Span]


@dataclass(frozen=True)
class Part:
    """A line of the article: ``date`` ``title`` ``abstract`` ``heading`` ``body`` ``caption`` ``author`` ``source`` ``boilerplate``."""

    kind: str
    span: Span


@dataclass(frozen=True)
class Sentence:
    """A sentence of what is read."""

    span: Span


@dataclass(frozen=True)
class Mention:
    """``PER`` ``TITLE`` ``UNIT`` ``LAW`` ``LOC`` or ``DATE``; ``parent`` is the index of the mention that holds it."""

    type: str
    span: Span
    text: str
    score: float
    source: str
    parent: Optional[int]


@dataclass(frozen=True)
class Inferred:
    """The unit and place that a bare position means, and where the article says so."""

    unit: Optional[str]
    place: Optional[str]
    span: Span


@dataclass(frozen=True)
class Title:
    """A position of an official; ``status`` is ``current`` ``former`` ``acting`` ``appointed`` or ``dismissed``."""

    text: str
    role: str
    unit: Optional[str]
    status: str
    span: Span
    place: Optional[str] = None
    since: Optional[str] = None
    inferred: Optional[Inferred] = None


@dataclass(frozen=True)
class Official:
    """A person of the article, with the longest form of the name."""

    name: str
    honorific: Optional[str]
    rank: Optional[str]
    titles: tuple[Title, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True)
class Unit:
    """An organisation; ``inferred`` where no mention prints the name in full."""

    name: str
    abbreviation: Optional[str]
    kind: Optional[str]
    mentions: tuple[Span, ...]
    level: Optional[str] = None
    place: Optional[str] = None
    province: Optional[str] = None
    successor: Optional[str] = None
    parent: Optional[str] = None
    inferred: bool = False


@dataclass(frozen=True)
class Provision:
    """A place inside a document: điều (article), khoản (clause), điểm (point), chương (chapter)."""

    article: Optional[str]
    clause: Optional[str]
    point: Optional[str]
    chapter: Optional[str] = None


@dataclass(frozen=True)
class Relation:
    """What a document does to another of the article: ``amends`` ``replaces`` ``guides`` ``repeals``."""

    type: str
    id: str
    span: Span


@dataclass(frozen=True)
class Law:
    """A cited document with all places cited from it."""

    type: str
    number: Optional[str]
    name: Optional[str]
    year: Optional[str]
    issuer: Optional[str]
    date: Optional[str]
    provisions: tuple[Provision, ...]
    id: str
    mentions: tuple[Span, ...]
    term: Optional[str] = None
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Date:
    """A date; ``iso`` has the precision that the text has, and is missing where the year is not known."""

    text: str
    span: Span
    iso: Optional[str]


@dataclass(frozen=True)
class EventPlace:
    """Where it happened."""

    name: str
    span: Span


@dataclass(frozen=True)
class Event:
    """When and where it happened."""

    date: Optional[str]
    span: Optional[Span]
    places: tuple[EventPlace, ...]


@dataclass(frozen=True)
class Inserted:
    """A name that was put in ``[in brackets]``, and where the article has it."""

    text: str
    span: Span


@dataclass(frozen=True)
class Quote:
    """Writing made of pieces of the text."""

    text: str
    spans: tuple[Span, ...]
    inserted: tuple[Inserted, ...] = ()


@dataclass(frozen=True)
class GeneratedSentence:
    """A sentence that a checkpoint wrote, and what of it the article does not hold."""

    text: str
    supported: bool
    sources: tuple[Span, ...]
    unsupported: tuple[str, ...] = ()
    replaced_by: Optional[Span] = None


@dataclass(frozen=True)
class Generation:
    """What the caller's checkpoint wrote; ``read`` and ``unread`` count bytes."""

    checkpoint: str
    sentences: tuple[GeneratedSentence, ...]
    read: int
    unread: int


@dataclass(frozen=True)
class Summary:
    """Sentences of the text; of a ``compressed`` one ``pieces`` says which words are left, of an ``abstractive`` one ``generated`` what was written."""

    text: str
    method: str
    sentences: tuple[Span, ...]
    pieces: tuple[Span, ...] = ()
    inserted: tuple[Inserted, ...] = ()
    abstract: Optional[Quote] = None
    points: tuple[Quote, ...] = ()
    headline: Optional[Quote] = None
    generated: Optional[Generation] = None


@dataclass(frozen=True)
class Tag:
    """What to file the article under; ``kind`` is ``person`` ``unit`` ``law`` ``place`` or ``keyphrase``."""

    label: str
    slug: str
    kind: str
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Topic:
    """A topic with its IPTC Media Topic, where one fits."""

    code: str
    label: str
    medtop: Optional[str]
    score: float


@dataclass(frozen=True)
class Coverage:
    """How much was read; always in bytes of UTF-8."""

    bytes: int
    cleaned: int
    read: int


@dataclass(frozen=True)
class Link:
    """The entry of the caller's ``knowledge`` that an official, unit or law (``kind``, ``index``) is."""

    kind: str
    index: int
    id: str
    reason: str
    score: float


@dataclass(frozen=True)
class Mapped:
    """A tag and its term in the caller's vocabulary."""

    tag: str
    id: str
    label: str
    by: str


@dataclass(frozen=True)
class Filing:
    """The tags in the caller's vocabulary."""

    mapped: tuple[Mapped, ...]
    unmapped: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """Stands for the record of an article that could not be read, at the place of that article."""

    index: int
    reason: str
    id: Optional[str] = None


#: The classes by the names of their Rust types: what the extension makes.
CLASSES: Mapping[str, Any] = {
    **{c.__name__: c for c in (Anchored, Coverage, Event, EventPlace, Filing, GeneratedSentence, Generation, Inferred, Inserted)},
    **{c.__name__: c for c in (Law, Link, Mapped, Official, Part, Provision, Quote, Relation, Summary, Tag, Title, Topic, Unit)},
    "DateRef": Date,
    "MentionRecord": Mention,
    "SentenceSpan": Sentence,
}
