//! Many articles on many threads, results in the order of the input.

use std::num::NonZeroUsize;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::article::Owned;
use crate::error::{Error, exception};
use crate::pipeline::Pipeline;
use crate::record::Record;

/// Articles read between two looks at Ctrl-C.
const STEP: usize = 512;

/// Threads, started when they are first needed and kept.
#[derive(Default)]
pub struct Pool(Mutex<Option<Started>>);

struct Started {
    /// A process that was forked has none of its parent's threads.
    process: u32,
    threads: usize,
    pool: Arc<ThreadPool>,
}

impl Pool {
    /// Does `work` with `threads` threads, or as many as there are cores.
    pub fn run<T: Send>(&self, threads: Option<usize>, work: impl FnOnce() -> T + Send) -> tomtat::Result<T> {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = threads.unwrap_or_else(cores);
        if threads == 0 {
            return Err(wrong("0 threads do nothing; give 1 or more".to_owned()));
        }
        Ok(self.started(threads)?.install(work))
    }

    fn started(&self, threads: usize) -> tomtat::Result<Arc<ThreadPool>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if let Some(started) = kept.as_ref().filter(|s| s.process == process && s.threads == threads) {
            return Ok(started.pool.clone());
        }
        let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|n| format!("tomtat-{n}")).build();
        let pool = Arc::new(pool.map_err(|e| wrong(format!("cannot start {threads}: {e}")))?);
        let before = kept.replace(Started { process, threads, pool: pool.clone() });
        // A parent's pool would wait for threads that are not there.
        before.filter(|s| s.process != process).map(std::mem::forget).unwrap_or_default();
        Ok(pool)
    }
}

fn wrong(reason: String) -> tomtat::Error {
    tomtat::Error::Option { option: "threads", reason }
}

/// What becomes of an article that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    Raise,
    Return,
}

impl FromStr for OnError {
    type Err = PyErr;

    fn from_str(name: &str) -> PyResult<Self> {
        match name {
            "raise" => Ok(Self::Raise),
            "return" => Ok(Self::Return),
            _ => Err(Error::new_err(format!("option `errors`: `{name}` is neither `raise` nor `return`"))),
        }
    }
}

/// How a batch is read.
#[derive(Clone, Copy)]
pub struct How {
    pub threads: Option<usize>,
    pub errors: OnError,
    pub clean: bool,
}

/// An iterator over `articles`; one article alone is a mistake, for a string would be read letter by letter.
pub fn each<'py>(articles: &Bound<'py, PyAny>) -> PyResult<Bound<'py, pyo3::types::PyIterator>> {
    if articles.is_instance_of::<PyString>() || articles.cast::<PyMapping>().is_ok() {
        return Err(PyTypeError::new_err("one article was given; give a list of articles"));
    }
    articles.try_iter()
}

/// The records of many articles.
pub fn enrich(pipeline: &Pipeline, py: Python<'_>, articles: &Bound<'_, PyAny>, how: How) -> PyResult<Vec<Py<PyAny>>> {
    let mut articles = each(articles)?;
    let mut results = Vec::new();
    loop {
        let step = articles.by_ref().take(STEP).map(|item| item.map(|item| Owned::new(&item))).collect::<PyResult<Vec<_>>>()?;
        if step.is_empty() {
            return Ok(results);
        }
        if how.errors == OnError::Raise
            && let Some(n) = step.iter().position(Result::is_err)
        {
            let e = step.into_iter().nth(n).and_then(Result::err).expect("it is there");
            return Err(Error::new_err(format!("article {}: {}", results.len() + n, e.value(py))));
        }
        let read = |article: PyResult<Owned>| article.map(|article| read(pipeline, article, how.clean));
        let records = || step.into_par_iter().with_max_len(1).map(read).collect::<Vec<PyResult<tomtat::Record>>>();
        let records = py.detach(|| pipeline.pool.run(how.threads, records)).map_err(exception)?;
        for record in records {
            let result = match record {
                Ok(record) => Py::new(py, Record::of(record, pipeline.offsets))?.into_any(),
                Err(e) => failed(py, results.len(), &e)?,
            };
            results.push(result);
        }
        py.check_signals()?;
    }
}

fn read(pipeline: &Pipeline, mut article: Owned, clean: bool) -> tomtat::Record {
    let rest = article.rest();
    let mut borrowed = article.article();
    borrowed.clean |= clean;
    let mut record = pipeline.read(&borrowed);
    record.source = rest;
    record
}

fn failed(py: Python<'_>, index: usize, e: &PyErr) -> PyResult<Py<PyAny>> {
    Ok(py.import("tomtat.record")?.getattr("Failed")?.call1((index, e.value(py).str()?))?.unbind())
}
