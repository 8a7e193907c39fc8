//! `Pipeline`: the reader with its options.

use std::hint::black_box;
use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString};
use tomtat::arrow::Columns;
use tomtat::export::Offsets;
use tomtat::generate::{self, Generator};
use tomtat::knowledge::Knowledge;
use tomtat::mention::Entries;
use tomtat::model::Model;
use tomtat::summary::Budget;
use tomtat::tag::own::OwnTopics;
use tomtat::tag::vocabulary::Vocabulary;
use tomtat::{Article, Format};

use crate::arrow;
use crate::article::{self, Day, Id};
use crate::batch::{self, Pool};
use crate::error::{Error, exception};
use crate::record::{self, Record};
use crate::steps;

/// Reads articles. Made once, used by many threads at the same time: every call lets other Python threads run.
///
/// Options, all by name:
///
/// - `model`: `None` or `True` the neural model inside the package, `False` none (six times faster, somewhat less exact), or the
///   directory of another one.
/// - `summary`: its length: `2` or `"2s"` sentences, `"50syl"` syllables, `"300c"` characters; `compress=True` shortens its sentences by
///   leaving phrases out.
/// - `tags`: the most tags of a record.
/// - `words`, `entries`, `knowledge`, `vocabulary`, `topics`: files of your own words, names, ids, terms and topics, as the options of the
///   command of the same name; `words` may be a list of words instead.
/// - `generate`: the folder of a T5 (ViT5) or mBART (BARTpho) checkpoint of your own that writes the summaries, with so many `beams` and
///   behind a `generate_prompt`; what it says that the article does not hold is left out.
/// - `offsets`: what spans count: `"chars"` code points, as Python's strings do, `"bytes"` of UTF-8, or `"utf16"` units.
#[pyclass(frozen, weakref, module = "tomtat")]
pub struct Pipeline {
    pub inner: tomtat::Pipeline,
    pub offsets: Offsets,
    pub pool: Pool,
    options: Py<PyDict>,
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (*, model = None, summary = None, compress = false, tags = 8, words = None, entries = None, knowledge = None, vocabulary = None, topics = None, generate = None, beams = 4, generate_prompt = None, offsets = "chars"))]
    #[expect(clippy::too_many_arguments, reason = "they go by name")]
    fn new<'py>(
        py: Python<'py>,
        model: Option<Bound<'py, PyAny>>,
        summary: Option<Bound<'py, PyAny>>,
        compress: bool,
        tags: usize,
        words: Option<Bound<'py, PyAny>>,
        entries: Option<Bound<'py, PyAny>>,
        knowledge: Option<Bound<'py, PyAny>>,
        vocabulary: Option<Bound<'py, PyAny>>,
        topics: Option<Bound<'py, PyAny>>,
        generate: Option<Bound<'py, PyAny>>,
        beams: usize,
        generate_prompt: Option<String>,
        offsets: &str,
    ) -> PyResult<Self> {
        let mut builder = tomtat::Pipeline::builder().tags(tags).compress(compress);
        builder = match model.as_ref().map(|m| m.extract()).transpose()?.unwrap_or(Choice::Ours(true)) {
            Choice::Ours(true) => builder,
            Choice::Ours(false) if compress => {
                return Err(Error::new_err("option `compress` needs the neural model; leave out model=False"));
            }
            Choice::Ours(false) => builder.without_model(),
            Choice::Other(folder) => builder.model(py.detach(|| Model::open(folder)).map_err(exception)?),
        };
        if let Some(words) = &words {
            builder = builder.segmenter(steps::own_words(words)?);
        }
        if let Some(path) = file("entries", &entries)? {
            builder = builder.entries(py.detach(|| Entries::read(path)).map_err(exception)?);
        }
        if let Some(path) = file("knowledge", &knowledge)? {
            builder = builder.resolver(py.detach(|| Knowledge::read(path)).map_err(exception)?);
        }
        if let Some(path) = file("vocabulary", &vocabulary)? {
            builder = builder.vocabulary(py.detach(|| Vocabulary::read(path)).map_err(exception)?);
        }
        if let Some(path) = file("topics", &topics)? {
            builder = builder.own_topics(py.detach(|| OwnTopics::read(path)).map_err(exception)?);
        }
        if let Some(folder) = file("generate", &generate)? {
            let how = generate::Options { beams, prompt: generate_prompt.clone(), ..generate::Options::default() };
            builder = builder.generator(py.detach(|| Generator::open_with(folder, how)).map_err(exception)?);
        }
        if let Some(length) = &summary {
            builder = builder.summary(length.extract::<Length>()?.0);
        }
        let options = PyDict::new(py);
        let names = ["model", "summary", "words", "entries", "knowledge", "vocabulary", "topics", "generate"];
        for (name, option) in names.into_iter().zip([model, summary, words, entries, knowledge, vocabulary, topics, generate]) {
            option.map_or(Ok(()), |o| options.set_item(name, o))?;
        }
        options.set_item("beams", beams)?;
        options.set_item("generate_prompt", generate_prompt)?;
        options.set_item("compress", compress)?;
        options.set_item("tags", tags)?;
        options.set_item("offsets", offsets)?;
        let offsets = record::offsets(offsets)?;
        Ok(Self { inner: py.detach(|| builder.build()), offsets, pool: Pool::default(), options: options.unbind() })
    }

    /// Reads one article and returns its `Record`. `published` is a string (`2024-06-13`) or a date; `html=True` says that `text` is HTML
    /// source, into which the spans then point; `clean=True` that it is running text without menus or buttons.
    #[pyo3(signature = (text, *, id = None, title = None, published = None, url = None, html = false, clean = false))]
    #[expect(clippy::too_many_arguments, reason = "they go by name")]
    fn enrich(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        id: Option<Id>,
        title: Option<&Bound<'_, PyString>>,
        published: Option<Day>,
        url: Option<String>,
        html: bool,
        clean: bool,
    ) -> PyResult<Record> {
        let text = article::text(text)?;
        let title = title.map(article::text).transpose()?;
        let article = Article {
            text: &text,
            id: id.as_ref().map(|id| id.0.as_str()),
            title: title.as_deref(),
            published: published.as_ref().map(|day| day.0.as_str()),
            url: url.as_deref(),
            format: if html { Format::Html } else { Format::Text },
            clean,
        };
        let mut record = py.detach(|| self.read(&article));
        record.source = url.as_ref().map(|url| [("url".to_owned(), url.as_str().into())].into_iter().collect());
        Ok(Record::of(record, self.offsets))
    }

    /// Reads many articles on `threads` threads (all cores where none is given) and returns their records in the same order.
    ///
    /// An article is a string, or a mapping with `text` or `html`, and `id`, `title`, `published`, `url` where known; its other fields come
    /// back in `Record.source`. An article that cannot be read raises an `Error` that names it; with `errors="return"` a `Failed` with
    /// the reason stands in its place, and the rest is read.
    #[pyo3(signature = (articles, *, threads = None, errors = "raise", clean = false))]
    fn enrich_batch(
        &self,
        py: Python<'_>,
        articles: &Bound<'_, PyAny>,
        threads: Option<usize>,
        errors: &str,
        clean: bool,
    ) -> PyResult<Vec<Py<PyAny>>> {
        batch::enrich(self, py, articles, batch::How { threads, errors: errors.parse()?, clean })
    }

    /// Arrow data with the records as further columns: a `pyarrow.RecordBatch` for a batch, a `pyarrow.RecordBatchReader`, read on demand,
    /// for a reader, a `pyarrow.Table` for a table and whatever else hands over Arrow data (frames of polars and pandas).
    ///
    /// `text` names the column of the articles; `id`, `title`, `published` and `url` are read where they are there. Every field of the
    /// record becomes a column of structs and lists whose name starts with `prefix`; `json=True` adds the whole record as JSON. An
    /// article that cannot be read has the reason in the column `error`. Your columns are handed through, not copied.
    #[pyo3(signature = (data, *, text = "text", id = "id", title = "title", published = "published", url = "url", prefix = "tomtat_", json = false, html = false, clean = false, threads = None))]
    #[expect(clippy::too_many_arguments, reason = "they go by name")]
    fn enrich_arrow<'py>(
        slf: &Bound<'py, Self>,
        data: &Bound<'py, PyAny>,
        text: &str,
        id: &str,
        title: &str,
        published: &str,
        url: &str,
        prefix: &str,
        json: bool,
        html: bool,
        clean: bool,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let [text, id, title, published, url, prefix] = [text, id, title, published, url, prefix].map(str::to_owned);
        let format = if html { Format::Html } else { Format::Text };
        let columns = Columns { text, id, title, published, url, prefix, json, format, clean };
        arrow::enrich(slf, data, arrow::How { columns, threads })
    }

    /// A pandas frame with the records as further columns of Arrow types, its index and its own columns as they were. The options are
    /// those of `enrich_arrow`; `text` is the column of the articles, which are missing where it is.
    #[pyo3(signature = (frame, *, text = None, **options))]
    fn enrich_frame<'py>(
        slf: &Bound<'py, Self>,
        frame: &Bound<'py, PyAny>,
        text: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let enrich = slf.py().import("tomtat._frame")?.getattr("enrich")?;
        match text {
            Some(text) => enrich.call((slf, frame, text), options),
            None => enrich.call((slf, frame), options),
        }
    }

    /// Sums up several articles of one event: what they share once, each sentence with the articles that say it, as dicts and lists.
    /// `summary` is the length of the whole, five sentences where none is given.
    #[pyo3(signature = (articles, *, summary = None, threads = None))]
    fn digest(&self, py: Python<'_>, articles: &Bound<'_, PyAny>, summary: Option<Length>, threads: Option<usize>) -> PyResult<Py<PyAny>> {
        let budget = summary.map_or(Budget::default(), |s| s.0);
        steps::digest(self, py, articles, budget, threads)
    }

    /// Reads an article so many times without Python: what the cost of a call is measured against.
    fn _repeat(&self, py: Python<'_>, text: &Bound<'_, PyString>, times: usize) -> PyResult<()> {
        let text = article::text(text)?;
        py.detach(|| {
            for _ in 0..times {
                black_box(self.inner.enrich(&Article::new(black_box(&text))));
            }
        });
        Ok(())
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> ((), &Bound<'py, PyDict>) {
        ((), self.options.bind(py))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let options = self.options.bind(py);
        let options: Vec<String> = options.iter().map(|(k, v)| Ok(format!("{k}={}", v.repr()?))).collect::<PyResult<_>>()?;
        Ok(format!("Pipeline({})", options.join(", ")))
    }
}

impl Pipeline {
    /// The record of an article, its spans as the caller wants them. Needs no Python.
    pub fn read(&self, article: &Article) -> tomtat::Record {
        let mut record = self.inner.enrich(article);
        record.convert(article.text, self.offsets);
        record
    }
}

/// The length of a summary: a number of sentences, or a string as on the command line.
pub struct Length(Budget);

impl FromPyObject<'_, '_> for Length {
    type Error = PyErr;

    fn extract(length: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        length.str()?.to_cow()?.parse().map(Self).map_err(exception)
    }
}

/// The neural model: none, ours, or one in a directory.
enum Choice {
    Ours(bool),
    Other(PathBuf),
}

impl FromPyObject<'_, '_> for Choice {
    type Error = PyErr;

    fn extract(model: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(ours) = model.cast::<PyBool>() {
            return Ok(Self::Ours(ours.is_true()));
        }
        let wrong = |_| PyTypeError::new_err("option `model` is neither True, False nor the directory of a model");
        model.extract().map(Self::Other).map_err(wrong)
    }
}

/// The path of an option that names a file.
fn file(option: &str, value: &Option<Bound<'_, PyAny>>) -> PyResult<Option<PathBuf>> {
    let wrong = |_| PyTypeError::new_err(format!("option `{option}` is no path of a file"));
    value.as_ref().map(|v| v.extract().map_err(wrong)).transpose()
}
