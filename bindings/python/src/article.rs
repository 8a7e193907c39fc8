//! Python's strings and mappings as articles.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString};
use tomtat::Article;
use tomtat::export::input::Input;

/// The text of a string. Half a surrogate pair alone, which UTF-8 has no place for, becomes U+FFFD: code points stay where they are.
pub fn text<'a>(string: &'a Bound<'_, PyString>) -> PyResult<Cow<'a, str>> {
    if let Ok(text) = string.to_cow() {
        return Ok(text);
    }
    let points = string.call_method1(intern!(string.py(), "encode"), ("utf-32-le", "surrogatepass"))?;
    let points = points.cast::<PyBytes>()?.as_bytes().chunks_exact(4);
    let point = |p: &[u8]| char::from_u32(u32::from_le_bytes([p[0], p[1], p[2], p[3]])).unwrap_or(char::REPLACEMENT_CHARACTER);
    Ok(Cow::Owned(points.map(point).collect()))
}

/// A string, or a number as one.
pub struct Id(pub String);

impl FromPyObject<'_, '_> for Id {
    type Error = PyErr;

    fn extract(id: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        match id.cast::<PyString>() {
            Ok(string) => text(&string).map(|t| Self(t.into_owned())),
            Err(_) => {
                id.extract::<i64>().map(|n| Self(n.to_string())).map_err(|_| PyTypeError::new_err("id is neither a string nor a number"))
            }
        }
    }
}

/// A day, as a string or as `datetime.date`.
pub struct Day(pub String);

impl FromPyObject<'_, '_> for Day {
    type Error = PyErr;

    fn extract(day: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(string) = day.cast::<PyString>() {
            return text(&string).map(|t| Self(t.into_owned()));
        }
        let iso = day.call_method0(intern!(day.py(), "isoformat"));
        let iso = iso.map_err(|_| PyTypeError::new_err("published is neither a string (YYYY-MM-DD) nor a date"))?;
        Ok(Self(iso.extract()?))
    }
}

/// An article that owns its strings.
pub enum Owned {
    Text(String),
    Fields(Box<Input>),
}

impl Owned {
    /// A string, or a mapping with the fields of a line of JSON.
    pub fn new(item: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(string) = item.cast::<PyString>() {
            return text(string).map(|t| Self::Text(t.into_owned()));
        }
        let Ok(fields) = item.cast::<PyMapping>() else {
            let class = item.get_type().name()?;
            return Err(PyTypeError::new_err(format!("{class} is no article; give a string, or a mapping with `text` or `html`")));
        };
        let json = json(fields)?;
        let json = text(&json)?;
        Ok(Self::Fields(Box::new(Input::parse(&json).map_err(crate::error::Error::new_err)?)))
    }

    /// The article, borrowed.
    pub fn article(&self) -> Article<'_> {
        match self {
            Self::Text(text) => Article::new(text),
            Self::Fields(input) => input.article(),
        }
    }

    /// The fields that are not ours.
    pub fn rest(&mut self) -> Option<serde_json::Map<String, serde_json::Value>> {
        match self {
            Self::Text(_) => None,
            Self::Fields(input) => input.rest.take(),
        }
    }
}

/// A mapping as JSON; what JSON has no form for (days, decimals) as its string.
fn json<'py>(fields: &Bound<'py, PyMapping>) -> PyResult<Bound<'py, PyString>> {
    let py = fields.py();
    let options = PyDict::new(py);
    options.set_item(intern!(py, "ensure_ascii"), false)?;
    options.set_item(intern!(py, "default"), py.get_type::<PyString>())?;
    let fields = py.get_type::<PyDict>().call1((fields,))?;
    let json = py.import(intern!(py, "json"))?.call_method(intern!(py, "dumps"), (fields,), Some(&options))?;
    Ok(json.cast_into()?)
}
