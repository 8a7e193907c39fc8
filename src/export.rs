//! From the record to other systems, and from their JSON to articles. Reads the record only.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::Offsets};
//! let text = "Bộ Nội vụ họp.";
//! let mut record = Pipeline::new().enrich(&Article::new(text));
//! record.convert(text, Offsets::Chars);
//! assert_eq!(record.sentences[0].span.end, 14);
//! ```

pub mod input;
mod offsets;

pub use offsets::Offsets;
