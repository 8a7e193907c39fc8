//! Reads HTML source into the working text.
use crate::text::{Builder, Working};

/// The text of a page, each block on its own line; positions lead back into the source.
pub(crate) fn read(source: &str) -> Working {
    Builder::plain(source)
}
