//! The crate's errors as exceptions.

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(tomtat, Error, PyValueError, "A table, model, option or article that cannot be used; the message says what to do.");

/// The exception of an error: files that cannot be opened are the usual `OSError`, everything else is [`Error`].
pub fn exception(error: tomtat::Error) -> PyErr {
    match &error {
        tomtat::Error::Io { path, source } => match source.raw_os_error() {
            Some(number) => {
                let reason = source.to_string();
                // Python writes the number itself.
                let reason = reason.split(" (os error").next().unwrap_or_default().to_owned();
                PyOSError::new_err((number, reason, path.display().to_string()))
            }
            None => Error::new_err(error.to_string()),
        },
        _ => Error::new_err(error.to_string()),
    }
}
