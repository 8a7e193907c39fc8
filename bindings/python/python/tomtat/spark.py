"""Spark frames: every task reads its articles in the Python worker, which loads the model once.

>>> import tomtat.spark                                                               # doctest: +SKIP
>>> frame = tomtat.spark.enrich(session.read.parquet("articles"), text="noi_dung")    # doctest: +SKIP
>>> frame.select("id", "tomtat_officials.name").write.parquet("records")              # doctest: +SKIP
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Iterable, Iterator

if TYPE_CHECKING:
    import pyarrow
    import pyspark.sql

from ._tomtat import Pipeline

#: Options of `Pipeline.enrich_arrow`; the others are the pipeline's.
COLUMNS = {"id", "title", "published", "url", "prefix", "json", "html", "clean"}


def enrich(frame: pyspark.sql.DataFrame, *, text: str = "text", **options: Any) -> pyspark.sql.DataFrame:
    """``frame`` with the records of the articles in its column ``text`` as further columns; all other columns pass through.

    The options are those of ``Pipeline`` and of ``Pipeline.enrich_arrow``. The package must be installed where the executors run, and
    files that an option names must lie there. A task reads on one thread: Spark has one task a core.
    """
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    if text not in frame.columns:
        raise ValueError(f"there is no column `{text}`; there are: {', '.join(frame.columns)}")
    columns: dict[str, Any] = {"text": text, "threads": 1, **{name: options[name] for name in COLUMNS & options.keys()}}
    # Tuples, for a worker finds its pipeline by its options.
    reading: dict[str, Any] = {n: tuple(o) if isinstance(o, list) else o for n, o in options.items() if n not in COLUMNS}
    Pipeline(**reading)  # what is wrong with the options is said here, not by every task
    named = {columns.get(name, name) for name in ("id", "title", "published", "url")} & set(frame.columns)
    empty = pyarrow.schema([(name, pyarrow.string()) for name in [text, *sorted(named - {text})]]).empty_table()
    added = Pipeline(model=False).enrich_arrow(empty, **columns).schema
    records = from_arrow_schema(pyarrow.schema(list(added)[len(empty.schema) :]))
    twice = [field.name for field in records.fields if field.name in frame.columns]
    if twice:
        raise ValueError(f"the column `{twice[0]}` is there already; give another prefix")
    schema = StructType(frame.schema.fields + records.fields)
    return frame.mapInArrow(functools.partial(_read, tuple(sorted(reading.items())), columns), schema)


@functools.lru_cache(maxsize=None)
def _pipeline(reading: tuple[tuple[str, Any], ...]) -> Pipeline:
    """One a worker process: Spark names this module to its workers, it does not send it, so what is kept here stays."""
    return Pipeline(**dict(reading))


def _read(
    reading: tuple[tuple[str, Any], ...], columns: dict[str, Any], batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    pipeline = _pipeline(reading)
    for batch in batches:
        yield pipeline.enrich_arrow(batch, **columns)
