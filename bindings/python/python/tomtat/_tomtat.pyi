"""The extension module: what is written in Rust."""

from datetime import date
from os import PathLike
from typing import Any, Final, Iterable, Literal, Mapping, Optional, Sequence, TypeVar, Union, final, overload

from .record import (
    Anchored,
    Coverage,
    Date,
    Event,
    Failed,
    Filing,
    Law,
    Link,
    Mention,
    Official,
    Part,
    Sentence,
    Summary,
    Tag,
    Topic,
    Unit,
)

__all__ = ["Error", "Pipeline", "Record", "Segmenter", "__version__", "laws", "segment"]

_Path = Union[str, PathLike[str]]
_Offsets = Literal["chars", "bytes", "utf16"]
_Article = Union[str, Mapping[str, Any]]

_Frame = TypeVar("_Frame")

__version__: Final[str]

class Error(ValueError): ...

@final
class Record:
    @property
    def schema(self) -> int: ...
    @property
    def id(self) -> Optional[str]: ...
    @property
    def lang(self) -> str: ...
    @property
    def title(self) -> Optional[Anchored]: ...
    @property
    def published(self) -> Optional[str]: ...
    @property
    def byline(self) -> Optional[str]: ...
    @property
    def parts(self) -> tuple[Part, ...]: ...
    @property
    def sentences(self) -> tuple[Sentence, ...]: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def officials(self) -> tuple[Official, ...]: ...
    @property
    def units(self) -> tuple[Unit, ...]: ...
    @property
    def laws(self) -> tuple[Law, ...]: ...
    @property
    def dates(self) -> tuple[Date, ...]: ...
    @property
    def event(self) -> Optional[Event]: ...
    @property
    def summary(self) -> Summary: ...
    @property
    def tags(self) -> tuple[Tag, ...]: ...
    @property
    def topics(self) -> tuple[Topic, ...]: ...
    @property
    def coverage(self) -> Coverage: ...
    @property
    def model(self) -> str: ...
    @property
    def links(self) -> tuple[Link, ...]: ...
    @property
    def vocabulary(self) -> Optional[Filing]: ...
    @property
    def own_topics(self) -> tuple[Topic, ...]: ...
    @property
    def source(self) -> Optional[dict[str, Any]]: ...
    @property
    def offsets(self) -> _Offsets: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self, *, indent: bool = False) -> str: ...
    @staticmethod
    def from_json(json: str, *, offsets: _Offsets = "chars") -> Record: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Pipeline:
    def __new__(
        cls,
        *,
        model: Union[bool, _Path, None] = None,
        summary: Union[str, int, None] = None,
        compress: bool = False,
        tags: int = 8,
        words: Union[_Path, Sequence[str], None] = None,
        entries: Optional[_Path] = None,
        knowledge: Optional[_Path] = None,
        vocabulary: Optional[_Path] = None,
        topics: Optional[_Path] = None,
        generate: Optional[_Path] = None,
        beams: int = 4,
        generate_prompt: Optional[str] = None,
        offsets: _Offsets = "chars",
    ) -> Pipeline: ...
    def enrich(
        self,
        text: str,
        *,
        id: Union[str, int, None] = None,
        title: Optional[str] = None,
        published: Union[str, date, None] = None,
        url: Optional[str] = None,
        html: bool = False,
        clean: bool = False,
    ) -> Record: ...
    @overload
    def enrich_batch(
        self,
        articles: Iterable[_Article],
        *,
        threads: Optional[int] = None,
        errors: Literal["raise"] = "raise",
        clean: bool = False,
    ) -> list[Record]: ...
    @overload
    def enrich_batch(
        self,
        articles: Iterable[_Article],
        *,
        threads: Optional[int] = None,
        errors: Literal["return"],
        clean: bool = False,
    ) -> list[Union[Record, Failed]]: ...
    def enrich_arrow(
        self,
        data: Any,
        *,
        text: str = "text",
        id: str = "id",
        title: str = "title",
        published: str = "published",
        url: str = "url",
        prefix: str = "tomtat_",
        json: bool = False,
        html: bool = False,
        clean: bool = False,
        threads: Optional[int] = None,
    ) -> Any: ...
    def enrich_frame(self, frame: _Frame, *, text: Any = None, **options: Any) -> _Frame: ...
    def digest(
        self,
        articles: Iterable[_Article],
        *,
        summary: Union[str, int, None] = None,
        threads: Optional[int] = None,
    ) -> dict[str, Any]: ...
    def _repeat(self, text: str, times: int) -> None: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class Segmenter:
    def __new__(cls, words: Union[_Path, Sequence[str], None] = None) -> Segmenter: ...
    def segment(self, text: str) -> list[str]: ...
    def join(self, text: str) -> str: ...

def segment(text: str) -> list[str]: ...
def laws(text: str, *, html: bool = False, offsets: _Offsets = "chars") -> tuple[Law, ...]: ...
