//! tomtat for Python: the extension module `tomtat._tomtat`.

mod arrow;
mod article;
mod batch;
mod error;
mod object;
mod pipeline;
mod record;
mod steps;

use pyo3::prelude::*;

/// Reads Vietnamese news and returns what an editor or a pipeline needs.
#[pymodule]
mod _tomtat {
    #[pymodule_export]
    use crate::error::Error;
    #[pymodule_export]
    use crate::pipeline::Pipeline;
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::steps::{Segmenter, laws, segment};
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
