"""Arrow and pandas in and out."""

import datetime
import json
import threading

import pytest

import tomtat

pa = pytest.importorskip("pyarrow")


@pytest.fixture()
def table(page):
    return pa.table(
        {
            "ma": pa.array([11, 12, 13], pa.int32()),
            "noi_dung": [page, None, "Bộ Nội vụ họp tại Hà Nội ngày 14/3."],
            "ngay": pa.array([datetime.date(2024, 6, 13)] * 3),
            "site": ["a", "b", None],
        }
    )


def read(pipeline, data, **options):
    return pipeline.enrich_arrow(data, text="noi_dung", id="ma", published="ngay", **options)


def test_a_table_has_the_records_beside_it(quick, table, page):
    enriched = read(quick, table, json=True)
    assert isinstance(enriched, pa.Table) and enriched.column_names[:4] == table.column_names
    assert enriched.select(table.column_names).equals(table)
    record = quick.enrich(page, id=11, published="2024-06-13")
    row = enriched.slice(0, 1).to_pylist()[0]
    assert json.loads(row["tomtat_record"]) == record.to_dict()
    assert row["tomtat_officials"][0]["name"] == record.officials[0].name
    assert enriched["tomtat_id"].to_pylist() == ["11", None, "13"]
    assert enriched["tomtat_error"].to_pylist() == [None, "column `noi_dung` is null; give the article there", None]


def test_what_comes_in_comes_out(quick, table):
    batch = table.to_batches()[0]
    assert isinstance(read(quick, batch), pa.RecordBatch)
    reader = read(quick, pa.RecordBatchReader.from_batches(table.schema, iter([batch, batch])))
    assert isinstance(reader, pa.RecordBatchReader)
    assert reader.read_all().num_rows == 6
    assert read(quick, pa.chunked_array([batch.to_struct_array()])).num_rows == 3
    assert read(quick, table.slice(0, 0)).num_rows == 0


def test_columns_are_handed_over(quick, table):
    batch = table.to_batches()[0]
    enriched = read(quick, batch)
    for name in table.column_names:
        before, after = batch.column(name).buffers(), enriched.column(name).buffers()
        assert [b and b.address for b in before if b] == [b and b.address for b in after if b], name


def test_a_reader_is_read_on_demand(quick, table):
    taken = []

    def batches():
        for number in range(5):
            taken.append(number)
            yield table.to_batches()[0]

    reader = read(quick, pa.RecordBatchReader.from_batches(table.schema, batches()))
    assert taken == []
    assert reader.read_next_batch().num_rows == 3
    assert len(taken) == 1


def test_a_long_table_comes_in_steps(quick):
    texts = [f"Ngày {n % 28 + 1}/3/2024, Bộ Nội vụ họp." for n in range(2500)]
    enriched = quick.enrich_arrow(pa.table({"text": texts, "id": list(range(2500))}), threads=2)
    assert [c.num_rows for c in enriched.to_batches()] == [1024, 1024, 452]
    assert enriched["tomtat_id"].to_pylist() == [str(n) for n in range(2500)]


def test_a_reader_that_fails(quick, table):
    def batches():
        yield table.to_batches()[0]
        raise KeyError("the network is gone")

    reader = read(quick, pa.RecordBatchReader.from_batches(table.schema, batches()))
    reader.read_next_batch()
    with pytest.raises(Exception, match="the network is gone"):
        reader.read_next_batch()


def test_errors(quick, table):
    with pytest.raises(tomtat.Error, match="no column `text`; there are: ma, noi_dung"):
        quick.enrich_arrow(table)
    with pytest.raises(tomtat.Error, match="no column `site2`; there are: ma, noi_dung, ngay, site"):
        quick.enrich_arrow(table, text="noi_dung", published="site2")
    with pytest.raises(tomtat.Error, match="another prefix"):
        read(quick, read(quick, table))
    with pytest.raises(TypeError, match="no Arrow data"):
        quick.enrich_arrow([1])


def test_other_threads_go_on(quick, page):
    """A long table is read while Python counts."""
    counted, stop = [0], threading.Event()

    def count():
        while not stop.wait(0.001):
            counted[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    quick.enrich_arrow(pa.table({"text": [page] * 2000}).to_batches()[0], threads=1)
    seen = counted[0]
    stop.set()
    thread.join()
    assert seen > 20


def test_a_frame_has_the_records_beside_it(quick, page):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"noi_dung": [page, None], "id": ["a", "b"], "n": [1.5, 2.5]}, index=[30, 40])
    enriched = quick.enrich_frame(frame, text="noi_dung")
    assert list(enriched.columns[:3]) == ["noi_dung", "id", "n"] and list(enriched.index) == [30, 40]
    assert enriched.loc[30, "tomtat_id"] == "a"
    assert enriched.loc[30, "tomtat_officials"][0]["name"] == "Lê Hữu Phước"
    assert enriched.loc[30, "tomtat_summary"]["text"] == quick.enrich(page).summary.text
    assert enriched["tomtat_published"].isna().tolist() == [False, True]
    assert enriched.loc[40, "tomtat_error"].startswith("column `noi_dung` is null")
    assert "tomtat_officials" not in frame.columns
    with pytest.raises(KeyError):
        quick.enrich_frame(frame)
    with pytest.raises(ValueError, match="another prefix"):
        quick.enrich_frame(enriched, text="noi_dung")
    assert "vi_officials" in quick.enrich_frame(enriched, text="noi_dung", prefix="vi_")
    assert len(quick.enrich_frame(frame.iloc[:0], text="noi_dung")) == 0
