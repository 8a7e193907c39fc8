//! `tomtat segment`: lines in, words out.

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use tomtat::Segmenter;

use crate::args::Segment;
use crate::output;
use crate::{laws, stop};

pub fn run(options: &Segment) -> Result<usize> {
    let segmenter = match &options.words {
        Some(path) => Segmenter::with_word_file(path)?,
        None => Segmenter::new(),
    };
    let mut out = output::standard();
    let mut line = Vec::new();
    let mut joined = String::new();
    for file in &options.files {
        let mut reader = laws::open(file)?;
        while !stop::asked() {
            line.clear();
            if reader.read_until(b'\n', &mut line).with_context(|| file.display().to_string())? == 0 {
                break;
            }
            joined.clear();
            segmenter.join(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']), &mut joined);
            joined.push('\n');
            out.write_all(joined.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(0)
}
