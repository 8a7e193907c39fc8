//! From the record to other systems, and from their JSON to articles. Reads the record only.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::Offsets};
//! let text = "Bộ Nội vụ họp.";
//! let mut record = Pipeline::new().enrich(&Article::new(text));
//! record.convert(text, Offsets::Chars);
//! assert_eq!(record.sentences[0].span.end, 14);
//! ```

mod displacy;
pub mod input;
mod json_ld;
pub mod label;
mod ninjs;
mod offsets;
#[cfg(feature = "html")]
mod printed;
#[cfg(feature = "report")]
pub mod report;
pub mod schema;
mod subject;

pub use displacy::displacy;
pub use json_ld::json_ld;
pub use ninjs::ninjs;
pub use offsets::Offsets;
