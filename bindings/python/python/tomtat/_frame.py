"""pandas frames, by way of Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._tomtat import Pipeline

#: Columns that are read besides the text where a frame has them.
KNOWN = ("id", "title", "published", "url")


def enrich(pipeline: Pipeline, frame: Any, text: Any = "text", **options: Any) -> Any:
    """``frame`` with the records of the articles in its column ``text`` beside it."""
    import pandas
    import pyarrow

    names = {option: options.pop(option, option) for option in KNOWN}
    read = [text, *(name for option, name in names.items() if name != option or name in frame.columns)]
    articles = pyarrow.table({str(name): pyarrow.Array.from_pandas(frame[name]) for name in read})
    columns: dict[str, Any] = {option: str(name) for option, name in names.items()}
    enriched = pipeline.enrich_arrow(articles, text=str(text), **columns, **options)
    records = enriched.select(enriched.column_names[len(read) :]).to_pandas(types_mapper=pandas.ArrowDtype)
    twice = [name for name in records.columns if name in frame.columns]
    if twice:
        raise ValueError(f"the column `{twice[0]}` is there already; give another prefix")
    return pandas.concat([frame, records.set_axis(frame.index)], axis=1)
