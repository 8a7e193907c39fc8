//! `tomtat laws`: the documents that a text cites, as a table or as JSON.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};
use tomtat::Document;
use tomtat::export::label;
use tomtat::law::{self, Law};

use crate::args::{Form, Laws};
use crate::article;
use crate::input::{self, Item};
use crate::output;

/// Opens a file, or standard input for `-`.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).with_context(|| format!("{}: cannot open it", path.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

pub fn run(options: &Laws) -> Result<usize> {
    let mut out = output::standard();
    let (mut failed, mut problem) = (0, None);
    input::read(&options.files, &input::Reading::usual(), |item| match read(item).map(|laws| write(&mut out, &laws, options.format)) {
        Ok(Ok(())) => true,
        Ok(Err(e)) => {
            problem = Some(e);
            false
        }
        Err(reason) => {
            eprintln!("tomtat: {reason}");
            failed += 1;
            true
        }
    });
    match problem {
        Some(e) => Err(e),
        None => Ok(out.flush().map(|()| failed)?),
    }
}

fn read(item: Item) -> Result<Vec<Law>, String> {
    article::read(item, false, |article, _| law::read_alone(&Document::new(article)))
        .map_err(|e| format!("{}: {}", article::place(&e), e.error.reason))
}

fn write(out: &mut impl Write, laws: &[Law], form: Form) -> Result<()> {
    match form {
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, laws)?;
            out.write_all(b"\n")?;
        }
        Form::Jsonl => {
            for law in laws {
                serde_json::to_writer(&mut *out, law)?;
                out.write_all(b"\n")?;
            }
        }
        Form::Text => {
            for law in laws {
                writeln!(out, "{}\t{}\t{}", law.id, label::law(law), label::provisions(&law.provisions))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
