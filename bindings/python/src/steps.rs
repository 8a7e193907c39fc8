//! Steps that work alone: words and cited laws; and the digest of several articles.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use rayon::prelude::*;
use tomtat::digest::Reading;
use tomtat::summary::Budget;
use tomtat::{Article, Document, Format, digest, law};

use crate::article::{self, Owned};
use crate::batch;
use crate::error::exception;
use crate::pipeline::Pipeline;
use crate::{object, record};

/// Joins syllables into words. `words` are own words that win over the tables: the path of a file, one a line, or a list; `_` or a blank
/// stands between syllables.
#[pyclass(frozen, module = "tomtat")]
pub struct Segmenter(tomtat::Segmenter);

#[pymethods]
impl Segmenter {
    #[new]
    #[pyo3(signature = (words = None))]
    fn new(words: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        words.map_or_else(|| Ok(tomtat::Segmenter::new()), own_words).map(Self)
    }

    /// The words of a text as they stand there: `["Ủy ban nhân dân", "tỉnh", "họp", "."]`.
    fn segment(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Vec<String>> {
        let text = article::text(text)?;
        Ok(py.detach(|| self.0.words(&text).into_iter().map(|span| span.of(&text).to_owned()).collect()))
    }

    /// The words of a text on one line: `"Ủy_ban_nhân_dân tỉnh họp ."`.
    fn join(&self, py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<String> {
        let text = article::text(text)?;
        let mut joined = String::new();
        py.detach(|| self.0.join(&text, &mut joined));
        Ok(joined)
    }
}

/// A segmenter with own words.
pub fn own_words(words: &Bound<'_, PyAny>) -> PyResult<tomtat::Segmenter> {
    if let Ok(path) = words.extract::<std::path::PathBuf>() {
        return tomtat::Segmenter::with_word_file(path).map_err(exception);
    }
    let words: Vec<String> =
        words.extract().map_err(|_| PyTypeError::new_err("option `words` is neither the path of a file nor a list of words"))?;
    tomtat::Segmenter::with_words(words).map_err(exception)
}

/// The words of a text as they stand there: `["Ủy ban nhân dân", "tỉnh", "họp", "."]`. A `Segmenter` knows words of your own.
#[pyfunction]
pub fn segment(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Vec<String>> {
    Segmenter(tomtat::Segmenter::new()).segment(py, text)
}

/// The laws and Party documents that a text cites, as `Record.laws` has them. Needs no model.
#[pyfunction]
#[pyo3(signature = (text, *, html = false, offsets = "chars"))]
pub fn laws(py: Python<'_>, text: &Bound<'_, PyString>, html: bool, offsets: &str) -> PyResult<Py<PyAny>> {
    let (text, unit) = (article::text(text)?, record::offsets(offsets)?);
    let format = if html { Format::Html } else { Format::Text };
    let laws = py.detach(|| {
        let mut laws = law::read_alone(&Document::new(&Article { format, ..Article::new(&text) }));
        unit.convert(&text, |f| {
            laws.iter_mut().flat_map(|l| &mut l.mentions).for_each(&mut *f);
            laws.iter_mut().flat_map(|l| &mut l.relations).for_each(|r| f(&mut r.span));
        });
        laws
    });
    object::typed(py, &laws)
}

/// The digest of `articles`, its spans in the pipeline's unit.
pub fn digest(
    pipeline: &Pipeline,
    py: Python<'_>,
    articles: &Bound<'_, PyAny>,
    budget: Budget,
    threads: Option<usize>,
) -> PyResult<Py<PyAny>> {
    let owned: Vec<Owned> = batch::each(articles)?.map(|item| Owned::new(&item?)).collect::<PyResult<_>>()?;
    let articles: Vec<Article> = owned.iter().map(Owned::article).collect();
    let digest = py.detach(|| {
        let records: Vec<_> = pipeline.pool.run(threads, || articles.par_iter().map(|a| pipeline.inner.enrich(a)).collect())?;
        let readings: Vec<Reading> = articles.iter().zip(&records).map(|(article, record)| Reading { article, record }).collect();
        tomtat::Result::Ok(digest::digest(&readings, budget))
    });
    let mut digest = digest.map_err(exception)?;
    let texts: Vec<&str> = articles.iter().map(|a| a.text).collect();
    digest.convert(&texts, pipeline.offsets);
    object::plain(py, &digest)
}
