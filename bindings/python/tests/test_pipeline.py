"""Options, errors, batches, threads, and the steps that work alone."""

import json
import os
import pathlib
import pickle
import threading
import time

import pytest

import tomtat


def test_length_of_the_summary(page, quick):
    assert len(tomtat.Pipeline(model=False, summary=1).enrich(page).summary.sentences) == 1
    assert len(tomtat.Pipeline(model=False, summary="2").enrich(page).summary.sentences) == 2
    assert len(tomtat.Pipeline(model=False, summary="30syl").enrich(page).summary.text.split()) <= 30
    for wrong in ["x", "0", "3m", -1, 1.5]:
        with pytest.raises(tomtat.Error, match="option `summary`"):
            tomtat.Pipeline(summary=wrong)


def test_models(page, pipeline, quick):
    assert pipeline.enrich(page).model.startswith("tomtat-base")
    assert tomtat.Pipeline(model=True).enrich(page) == pipeline.enrich(page)
    assert quick.enrich(page).model.startswith("tomtat-lexicon")
    models = pathlib.Path(__file__).resolve().parents[3] / "models"
    assert tomtat.Pipeline(model=models).enrich(page) == pipeline.enrich(page)
    with pytest.raises(FileNotFoundError, match="config.json"):
        tomtat.Pipeline(model="/there/is/nothing")
    with pytest.raises(TypeError, match="`model`"):
        tomtat.Pipeline(model=7)
    with pytest.raises(tomtat.Error, match="compress"):
        tomtat.Pipeline(model=False, compress=True)


def test_compress(samples):
    text = samples["bo-nhiem.txt"]
    summary = tomtat.Pipeline(compress=True, summary=3).enrich(text).summary
    if summary.method == "compressed":
        assert "".join(piece.of(text) for piece in summary.pieces).split()
        words = summary.text.lower().split()
        assert words[:3] == summary.pieces[0].of(text).lower().split()[:3]


def test_a_checkpoint_of_the_caller(page):
    checkpoint = pathlib.Path(__file__).resolve().parents[3] / "tests/data/generate/mbart"
    summary = tomtat.Pipeline(generate=checkpoint, beams=2, model=False).enrich(page).summary
    assert summary.generated.checkpoint.endswith("mbart")
    assert all(isinstance(s, tomtat.GeneratedSentence) for s in summary.generated.sentences)
    with pytest.raises(tomtat.Error, match="no such folder"):
        tomtat.Pipeline(generate="/there/is/nothing")


def test_files_of_the_caller(tmp_path, page):
    (tmp_path / "entries.tsv").write_text("UNIT\tTổ Sao Mai\n", encoding="utf8")
    (tmp_path / "knowledge.tsv").write_text("person\tp-1\tLê Hữu Phước\t\t\n", encoding="utf8")
    (tmp_path / "topics.tsv").write_text("dat-dai\tĐất đai\tLuật Đất đai, hồ sơ đất đai, sổ đỏ\n", encoding="utf8")
    (tmp_path / "terms.tsv").write_text("Lê Hữu Phước\tông Phước\tt-9\n", encoding="utf8")
    pipeline = tomtat.Pipeline(
        model=False,
        entries=tmp_path / "entries.tsv",
        knowledge=str(tmp_path / "knowledge.tsv"),
        topics=tmp_path / "topics.tsv",
        vocabulary=tmp_path / "terms.tsv",
        words=["sổ đỏ"],
        tags=5,
    )
    record = pipeline.enrich(page + "\nTổ Sao Mai nhận bằng khen.")
    assert "Tổ Sao Mai" in [unit.name for unit in record.units]
    assert record.links[0] == tomtat.Link("person", 0, "p-1", record.links[0].reason, record.links[0].score)
    assert record.own_topics[0].code == "dat-dai"
    assert [m.id for m in record.vocabulary.mapped] == ["t-9"]
    assert len(record.tags) <= 5
    assert pickle.loads(pickle.dumps(pipeline)).enrich(page) == pipeline.enrich(page)
    assert "knowledge=" in repr(pipeline)


def test_errors_say_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError) as missing:
        tomtat.Pipeline(entries=tmp_path / "none.tsv")
    assert missing.value.filename == str(tmp_path / "none.tsv")
    (tmp_path / "bad.tsv").write_text("WHO\tLê\n", encoding="utf8")
    with pytest.raises(tomtat.Error, match="bad.tsv, line 1: "):
        tomtat.Pipeline(entries=tmp_path / "bad.tsv")
    with pytest.raises(ValueError, match="`offsets`"):
        tomtat.Pipeline(offsets="lines")
    with pytest.raises(TypeError, match="`words`"):
        tomtat.Pipeline(words=3)
    with pytest.raises(TypeError, match="`topics`"):
        tomtat.Pipeline(topics=3)
    with pytest.raises(TypeError):
        tomtat.Pipeline().enrich(b"bytes")
    with pytest.raises(TypeError, match="published"):
        tomtat.Pipeline().enrich("", published=3)


def test_batch_keeps_the_order(pipeline, page):
    articles = [{"id": n, "text": page * (n % 3), "site": f"s{n}"} for n in range(1100)]
    articles[3] = page
    quick = tomtat.Pipeline(model=False)
    records = quick.enrich_batch(iter(articles), threads=3)
    assert [r.id for r in records] == [None if n == 3 else str(n) for n in range(1100)]
    assert records[5].source == {"site": "s5"} and records[3].source is None
    assert records[3].officials == quick.enrich(page).officials
    assert quick.enrich_batch([]) == []
    assert pipeline.enrich_batch([page, page], threads=1) == pipeline.enrich_batch((page, page))


def test_broken_articles(quick, page):
    articles = [page, {"id": 5}, 7, {"text": page, "id": "ok"}, {"text": 3}, {"html": "<p>Bộ Nội vụ họp.</p>"}]
    with pytest.raises(tomtat.Error, match="article 1: field `text` is missing"):
        quick.enrich_batch(articles)
    results = quick.enrich_batch(articles, errors="return")
    assert [isinstance(r, tomtat.Failed) for r in results] == [False, True, True, False, True, False]
    assert (results[2].index, results[2].reason[:18]) == (2, "int is no article;")
    with pytest.raises(TypeError, match="one article"):
        quick.enrich_batch(page)
    with pytest.raises(tomtat.Error, match="`errors`"):
        quick.enrich_batch([page], errors="ignore")
    with pytest.raises(tomtat.Error, match="`threads`"):
        quick.enrich_batch([page], threads=0)


def test_an_iterator_that_raises(quick, page):
    def articles():
        yield page
        raise KeyError("no more")

    with pytest.raises(KeyError, match="no more"):
        quick.enrich_batch(articles(), errors="return")


def test_other_python_threads_go_on(pipeline, page):
    """While one long call runs, a thread that counts must get on."""
    long = page * 800
    counted, stop = [0], threading.Event()

    def count():
        while not stop.is_set():
            counted[0] += 1
            time.sleep(0.0005)

    thread = threading.Thread(target=count)
    thread.start()
    since = time.perf_counter()
    pipeline.enrich(long)
    taken, seen = time.perf_counter() - since, counted[0]
    stop.set()
    thread.join()
    assert taken > 0.1, "the article is too short for the test"
    assert seen > 20 * taken, f"{seen} steps in {taken:.2f} s: the call kept the lock"


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
def test_two_threads_run_at_once(pipeline, page):
    """The calls of two threads overlap: the sum of their times is more than what passes."""
    long = page * 400
    spans = []

    def read():
        since = time.perf_counter()
        pipeline.enrich(long)
        spans.append((since, time.perf_counter()))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared = min(end for _, end in spans) - max(start for start, _ in spans)
    assert shared > 0.5 * min(end - start for start, end in spans)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_process_has_threads_of_its_own(quick, page):
    quick.enrich_batch([page] * 4, threads=2)
    child = os.fork()
    if child == 0:
        os._exit(0 if len(quick.enrich_batch([page] * 4, threads=2)) == 4 else 1)
    for _ in range(200):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.1)
    else:
        os.kill(child, 9)
        os.waitpid(child, 0)
        pytest.fail("the child waits for its parent's threads")
    assert os.waitstatus_to_exitcode(status) == 0


def test_words():
    assert tomtat.segment("Ủy ban nhân dân tỉnh họp.") == ["Ủy ban nhân dân", "tỉnh", "họp", "."]
    assert tomtat.Segmenter().join("Ủy ban nhân dân tỉnh họp.") == "Ủy_ban_nhân_dân tỉnh họp ."
    assert tomtat.Segmenter(["cửa hàng số"]).segment("Một cửa hàng số mới mở.")[1] == "cửa hàng số"
    with pytest.raises(FileNotFoundError):
        tomtat.Segmenter("/there/is/nothing.txt")


def test_laws():
    text = "Ngày 1/1, theo khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP."
    (law,) = tomtat.laws(text)
    assert (law.type, law.number, law.provisions[0].article) == ("nghị định", "30/2020/NĐ-CP", "5")
    assert "30/2020/NĐ-CP" in law.mentions[0].of(text)
    assert tomtat.laws(text, offsets="bytes")[0].mentions[0].end > law.mentions[0].end


def test_digest(pipeline, samples):
    articles = [{"id": name, "text": text} for name, text in samples.items() if name.startswith("su-kien")]
    digest = pipeline.digest(articles, summary="3")
    assert len(digest["sentences"]) == 3 and len(digest["articles"]) == 3
    for sentence in digest["sentences"]:
        start, end = sentence["span"]
        assert articles[sentence["article"]]["text"][start:end].split() == sentence["text"].split()
    assert json.dumps(digest)
    assert pipeline.digest([])["sentences"] == []
    with pytest.raises(tomtat.Error, match="`text` is missing"):
        pipeline.digest([{"id": 1}])
