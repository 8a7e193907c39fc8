#!/usr/bin/env python3
"""Enriches a Parquet data set on Spark: every row comes out with the fields of its record as further columns.

    spark-submit spark_enrich.py articles/ records/ --text noi_dung
    python spark_enrich.py articles/ records/ --master 'local[4]' --partitions 16

The wheel tomtat must be installed where the executors run; see the README of the package for clusters.
"""

import argparse
import sys
import time

from pyspark.sql import SparkSession

import tomtat.spark


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", help="Parquet files: a path or URL that Spark reads")
    parser.add_argument("output", help="where the Parquet files with the records go; must not exist")
    parser.add_argument("--text", default="text", help="the column of the articles [%(default)s]")
    parser.add_argument("--id", default="id", help="the column of their ids [%(default)s]")
    parser.add_argument("--published", default="published", help="the column of their days [%(default)s]")
    parser.add_argument("--html", action="store_true", help="the articles are HTML source")
    parser.add_argument("--json", action="store_true", help="adds the whole record as JSON in the column tomtat_record")
    parser.add_argument("--offsets", default="chars", choices=["chars", "bytes", "utf16"], help="what spans count [%(default)s]")
    parser.add_argument("--summary", help="length of the summary: 2, 50syl, 300c")
    parser.add_argument("--no-model", action="store_true", help="without the neural model: six times faster, somewhat less exact")
    parser.add_argument("--partitions", type=int, help="tasks; a few for each core [as the input is partitioned]")
    parser.add_argument("--batch", type=int, default=256, help="most articles that go to a Python worker at once [%(default)s]")
    parser.add_argument("--master", help="where Spark runs, as local[4]; where none is given, as spark-submit says")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    builder = SparkSession.builder.appName("tomtat")
    if given.master:
        builder = builder.master(given.master)
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", given.batch)
    session = builder.config("spark.python.worker.reuse", "true").getOrCreate()
    articles = session.read.parquet(given.input)
    if given.partitions:
        articles = articles.repartition(given.partitions)
    options = {"offsets": given.offsets, "html": given.html, "json": given.json, "id": given.id, "published": given.published}
    if given.summary:
        options["summary"] = given.summary
    if given.no_model:
        options["model"] = False
    since = time.monotonic()
    tomtat.spark.enrich(articles, text=given.text, **options).write.parquet(given.output)
    taken = time.monotonic() - since
    records = session.read.parquet(given.output)
    count, came = records.count(), session.read.parquet(given.input).count()
    failed = records.where("tomtat_error is not null").count()
    session.stop()
    print(f"{came} articles in, {count} rows out, {failed} of them could not be read; {taken:.1f} s, {count / taken:.0f} articles/s")
    if count != came:
        sys.exit("rows were lost or doubled")


if __name__ == "__main__":
    main()
