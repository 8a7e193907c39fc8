//! Where records go: standard output, or a file that gets its name only when it is complete.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

pub enum Output {
    Standard(BufWriter<io::Stdout>),
    File { file: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Standard(BufWriter::with_capacity(1 << 16, io::stdout())));
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).with_context(|| format!("{}: cannot write there", path.display()))?;
        Ok(Self::File { file: BufWriter::with_capacity(1 << 16, file), path: path.to_owned() })
    }

    /// Ends the output: a complete file takes its name, an interrupted one is kept as `NAME.partial`.
    pub fn finish(self, complete: bool) -> Result<()> {
        match self {
            Self::Standard(mut out) => Ok(out.flush()?),
            Self::File { file, path } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                let mut name = path.clone().into_os_string();
                if !complete {
                    name.push(".partial");
                    eprintln!("tomtat: stopped; what was done is in {}", name.display());
                }
                file.persist(&name).with_context(|| format!("{}: cannot rename to it", name.display()))?;
                Ok(())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(buf),
            Self::File { file, .. } => file.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

/// Whether the reader of our output went away, which is no failure.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
