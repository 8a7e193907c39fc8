//! Lines of the user's tables: words, names, own knowledge.
//!
//! In: a file or its lines. Out: each line that says something, handed to the reader of the table, and errors that name the line.

use std::path::Path;

use crate::{Error, Result};

/// A table of the user's before it is read.
pub(crate) struct Table<'a> {
    /// What stands for it in messages.
    pub name: &'a str,
    /// A line that begins so says nothing.
    pub comment: &'a str,
}

impl Table<'_> {
    /// Hands each line to `take`, which says what is wrong with it. Blank lines, comments and a byte order mark are passed over.
    pub(crate) fn each<S: AsRef<str>>(
        &self,
        lines: impl IntoIterator<Item = S>,
        mut take: impl FnMut(&str) -> std::result::Result<(), String>,
    ) -> Result<()> {
        for (n, line) in lines.into_iter().enumerate() {
            let line = line.as_ref().trim_start_matches('\u{feff}').trim_end();
            if line.trim_start().is_empty() || line == "#" || line.starts_with(self.comment) {
                continue;
            }
            take(line).map_err(|reason| Error::Table { name: self.name.to_owned(), line: n + 1, reason })?;
        }
        Ok(())
    }
}

/// Reads a table from a file with the reader of its text, which is given the path to name in messages.
pub(crate) fn open<T>(path: &Path, parse: impl FnOnce(&str, &str) -> Result<T>) -> Result<T> {
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    parse(&path.display().to_string(), &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_comments_passed_over() {
        let mut seen = Vec::new();
        let table = Table { name: "own", comment: "# " };
        let lines = ["\u{feff}một", "", "# nhận xét", "#", "#thẻ", "  hai  "];
        let note = |line: &str| {
            seen.push(line.to_owned());
            Ok(())
        };
        table.each(lines, note).unwrap();
        assert_eq!(seen, ["một", "#thẻ", "  hai"]);
        let bad = table.each(lines, |line| if line == "#thẻ" { Err("no word".to_owned()) } else { Ok(()) });
        assert_eq!(bad.unwrap_err().to_string(), "own, line 5: no word");
    }
}
