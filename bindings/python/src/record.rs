//! The record as Python sees it: its fields become Python objects when they are first asked for.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;
use tomtat::export::Offsets;
use tomtat::knowledge::EntityLink;

use crate::error::Error;
use crate::object;

/// An [`EntityLink`] with a name of its own for serde.
#[derive(Serialize)]
struct Link<'a> {
    kind: tomtat::knowledge::Entity,
    index: u32,
    id: &'a str,
    reason: &'a str,
    score: f32,
}

impl<'a> From<&'a EntityLink> for Link<'a> {
    fn from(link: &'a EntityLink) -> Self {
        Self { kind: link.kind, index: link.index, id: &link.link.id, reason: &link.link.reason, score: link.link.score }
    }
}

/// What the numbers of spans count, by name.
pub fn offsets(name: &str) -> PyResult<Offsets> {
    match name {
        "bytes" => Ok(Offsets::Bytes),
        "chars" => Ok(Offsets::Chars),
        "utf16" => Ok(Offsets::Utf16),
        _ => Err(Error::new_err(format!("option `offsets`: `{name}` is none of `chars`, `bytes`, `utf16`"))),
    }
}

fn name(offsets: Offsets) -> &'static str {
    match offsets {
        Offsets::Bytes => "bytes",
        Offsets::Utf16 => "utf16",
        _ => "chars",
    }
}

macro_rules! record {
    ($($field:ident: $doc:literal,)*) => {
        struct Fields {
            $($field: PyOnceLock<Py<PyAny>>,)*
        }

        impl Fields {
            fn new() -> Self {
                Self { $($field: PyOnceLock::new(),)* }
            }
        }

        /// Everything that an article says. Made by `Pipeline.enrich`; its fields cannot be changed.
        #[pyclass(frozen, eq, weakref, module = "tomtat")]
        pub struct Record {
            inner: tomtat::Record,
            unit: Offsets,
            links: PyOnceLock<Py<PyAny>>,
            fields: Fields,
        }

        #[pymethods]
        impl Record {
            $(
                #[doc = $doc]
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
                    let made = self.fields.$field.get_or_try_init(py, || object::typed(py, &self.inner.$field))?;
                    Ok(made.bind(py))
                }
            )*

            /// Ties to the entries of the caller's `knowledge`.
            #[getter]
            fn links<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
                let links = || self.inner.links.iter().map(Link::from).collect::<Vec<_>>();
                Ok(self.links.get_or_try_init(py, || object::typed(py, &links()))?.bind(py))
            }

            /// What spans count: `chars` (code points), `bytes` or `utf16`.
            #[getter]
            fn offsets(&self) -> &'static str {
                name(self.unit)
            }

            /// The record as dicts and lists, the same as `json.loads(record.to_json())`.
            fn to_dict(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
                object::plain(py, &self.inner)
            }

            /// The record as JSON, on one line or indented.
            #[pyo3(signature = (*, indent = false))]
            fn to_json(&self, py: Python<'_>, indent: bool) -> String {
                py.detach(|| if indent { serde_json::to_string_pretty(&self.inner).expect("a record serialises") } else { self.json() })
            }

            /// The record of a JSON object, as `to_json` and the command `tomtat enrich` write it. `offsets` says what its spans count
            /// (the command: bytes where not told otherwise); they are not converted.
            #[staticmethod]
            #[pyo3(signature = (json, *, offsets = "chars"))]
            fn from_json(json: &str, offsets: &str) -> PyResult<Self> {
                let inner = serde_json::from_str(json).map_err(|e| Error::new_err(format!("no record: {e}")))?;
                Ok(Self::of(inner, self::offsets(offsets)?))
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String, &'static str))> {
                Ok((py.import("tomtat")?.getattr("_unpickled")?, (self.json(), name(self.unit))))
            }

            fn __repr__(&self) -> String {
                let r = &self.inner;
                let text = |t: Option<&str>| t.map_or_else(|| "None".to_owned(), |t| format!("{t:?}"));
                let (id, title) = (text(r.id.as_deref()), text(r.title.as_ref().map(|t| t.text.as_str())));
                let [officials, units, laws] = [r.officials.len(), r.units.len(), r.laws.len()];
                format!("<Record id={id} title={title}: {officials} officials, {units} units, {laws} laws>")
            }
        }
    };
}

record! {
    schema: "Version of the record's form.",
    id: "The caller's identifier.",
    lang: "Language, always `vi`.",
    title: "The headline.",
    published: "Day of publication, ISO.",
    byline: "Who signs the article.",
    parts: "Non-blank lines with their kinds.",
    sentences: "Sentences of what is read.",
    mentions: "Mentions, sorted by start, outer before inner.",
    officials: "Persons with their positions.",
    units: "Organisations.",
    laws: "Cited documents.",
    dates: "Dates.",
    event: "When and where it happened; None where the article states neither.",
    summary: "The summary.",
    tags: "Tags, best first.",
    topics: "Topics, the main one first.",
    coverage: "How much was read.",
    model: "What read it.",
    vocabulary: "The tags in the caller's `vocabulary`; None where none was given.",
    own_topics: "The nearest of the caller's `topics`.",
    source: "Fields of the input that are not ours, as they came; None where there are none.",
}

/// Equal where they are written the same: a date keeps more than it writes while it is in the hands of the pipeline.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.unit == other.unit && self.json() == other.json()
    }
}

impl Record {
    /// A record whose spans count `unit`s.
    pub fn of(inner: tomtat::Record, unit: Offsets) -> Self {
        Self { inner, unit, links: PyOnceLock::new(), fields: Fields::new() }
    }

    fn json(&self) -> String {
        serde_json::to_string(&self.inner).expect("a record serialises")
    }
}
