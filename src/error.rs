//! What can go wrong: files, configuration, weights. Text never is an error.

use std::path::PathBuf;

/// Every failure of the crate. Messages name the file and field and say what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A table or list holds a line that does not fit its form.
    #[error("{name}, line {line}: {reason}")]
    Table {
        /// The file or built-in table.
        name: String,
        /// Line number, from 1.
        line: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
    /// A weight file is truncated, foreign, of another version or of another shape.
    #[error("{name}: {reason}")]
    Weights {
        /// The file or built-in artefact.
        name: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A vocabulary is not of the form that its name promises.
    #[error("{name}: {reason}")]
    Vocabulary {
        /// The file.
        name: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// An option has a value that cannot be used.
    #[error("option `{option}`: {reason}")]
    Option {
        /// The option's name.
        option: &'static str,
        /// What is wrong and what is accepted.
        reason: String,
    },
    /// Columns could not be built; where the reason is an overflow, smaller batches help.
    #[cfg(feature = "arrow")]
    #[error("columns: {0}")]
    Arrow(arrow_schema::ArrowError),
}

/// A result with the crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An [`Error::Io`] for `path`.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }
}
