//! `tomtat report`: a folder of HTML pages, one an article, and an index with a search.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;
use tomtat::export::report::{self, Entry};
use tomtat::record::Record;
use tomtat::tag::slug;
use tomtat::{Article, Pipeline};

use crate::args::Report;
use crate::article::place;
use crate::chunk::{self, Chunk};
use crate::enrich::{pipeline, printed, read_item};
use crate::input::Item;

/// Longest part of a title in a file name, in bytes; slugs are ASCII but for letters of other scripts.
const NAME: usize = 60;

pub fn run(options: &Report) -> Result<usize> {
    let pipeline = pipeline(&options.reading)?;
    let (folder, clean) = (options.output.clone(), options.reading.clean);
    fs::create_dir_all(&folder).with_context(|| format!("{}: cannot make this folder", folder.display()))?;
    let input = chunk::Input { files: options.input.files.clone(), reading: (&options.input).into(), done: chunk::Reached::default() };
    let (mut entries, mut failed, pages) = (Vec::new(), Vec::new(), folder.clone());
    let work = move |Chunk { items, first, .. }: Chunk| -> Vec<Written> {
        items.into_par_iter().enumerate().map(|(n, item)| write(&pipeline, item, clean, first + n + 1, &pages)).collect()
    };
    for written in chunk::in_order(input, options.threads, work)? {
        for one in written? {
            match one? {
                Ok(entry) => entries.push(entry),
                Err(reason) => {
                    eprintln!("tomtat: {reason}");
                    failed.push(reason);
                }
            }
        }
    }
    write_whole(&folder.join("index.html"), &report::index(&entries, &failed))?;
    eprintln!("tomtat: {} articles; open {}", entries.len(), folder.join("index.html").display());
    Ok(failed.len())
}

/// The outer failure ends the work, the inner one is of a single article.
type Written = Result<Result<Entry, String>>;

fn write(pipeline: &Pipeline, item: Item, clean: bool, number: usize, folder: &Path) -> Written {
    let page = |record: &mut Record, article: &Article| -> Result<Entry> {
        let text = printed(record, article);
        let name = name(record, number);
        write_whole(&folder.join(&name), &report::page(record, &text))?;
        Ok(Entry::new(record, &name))
    };
    match read_item(pipeline, item, clean, page) {
        Ok(entry) => entry.map(Ok),
        Err(e) => Ok(Err(format!("{}: {}", place(&e), e.error.reason))),
    }
}

/// A file name that tells the article and is no other's.
fn name(record: &Record, number: usize) -> String {
    let title = record.title.as_ref().map(|t| &t.text).or(record.summary.headline.as_ref().map(|h| &h.text));
    let title = title.map_or_else(String::new, |t| slug(t));
    let ascii: String = title.chars().filter(char::is_ascii).take(NAME).collect();
    let ascii = ascii.trim_matches('-');
    if ascii.is_empty() { format!("{number:05}.html") } else { format!("{number:05}-{ascii}.html") }
}

/// A file gets its name only when it is whole.
fn write_whole(path: &Path, page: &str) -> Result<()> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".partial");
    let written = fs::write(&unfinished, page).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(|| format!("{}: cannot write it", path.display()))
}
