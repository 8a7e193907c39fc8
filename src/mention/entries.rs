//! Mentions that the user knows beforehand; they win over every reader.

use std::path::Path;

use super::assemble::Candidate;
use super::{MentionKind, Source};
use crate::Result;
use crate::table::{self, Table};
use crate::text::tree::Tree;
use crate::text::{Builder, Token, TokenRange, Working};

/// Names of persons, positions, units and places of the user's.
///
/// ```
/// use tomtat::mention::{Entries, Source};
/// use tomtat::{Article, Pipeline};
/// let entries = Entries::parse("own", "UNIT\tTổ công nghệ số Bản Mòng\n").unwrap();
/// let pipeline = Pipeline::builder().entries(entries).build();
/// let record = pipeline.enrich(&Article::new("Tổ công nghệ số Bản Mòng ra mắt sáng nay."));
/// assert_eq!(record.mentions[0].text, "Tổ công nghệ số Bản Mòng");
/// assert_eq!(record.mentions[0].source, Source::User);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// Kind, and whether the entry begins with a capital and so must its mentions.
    tree: Tree<(MentionKind, bool)>,
}

impl Entries {
    /// Reads a file; see [`Entries::parse`].
    ///
    /// # Errors
    /// Where the file cannot be read or a line does not fit the form.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        table::open(path.as_ref(), Self::parse)
    }

    /// Reads lines of `PER`, `TITLE`, `UNIT` or `LOC`, a tab, and a name. Upper and lower case count as one, but a name written with a
    /// capital is found only where the text has one. Blank lines and lines that begin with `#` count for nothing. `origin` names the list in errors.
    ///
    /// # Errors
    /// Names the first line that does not fit.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let mut entries = Self::default();
        Table { name: origin, comment: "#" }.each(text.lines(), |line| entries.add(line))?;
        Ok(entries)
    }

    fn add(&mut self, line: &str) -> std::result::Result<(), String> {
        let (kind, name) = line.split_once('\t').ok_or("no tab; write for example `UNIT`, a tab, and the name")?;
        let kind = match kind.trim() {
            "PER" => MentionKind::Per,
            "TITLE" => MentionKind::Title,
            "UNIT" => MentionKind::Unit,
            "LOC" => MentionKind::Loc,
            "LAW" | "DATE" => return Err("laws and dates are parsed by their grammars and take no entries".to_owned()),
            other => return Err(format!("`{other}` is no type; write PER, TITLE, UNIT or LOC")),
        };
        let phrase = Builder::plain(name);
        if phrase.tokens.iter().all(Token::is_mark) {
            return Err("the name is missing".to_owned());
        }
        let capital = phrase.tokens[0].is_capital();
        self.tree.add(&phrase, (kind, capital));
        Ok(())
    }

    /// Adds the entries that stand in `range`, the longest first, none inside another.
    pub(crate) fn find(&self, working: &Working, range: TokenRange, found: &mut Vec<Candidate>) {
        let mut i = range.start as usize;
        while i < range.end as usize {
            let fits = |&(_, (_, capital)): &(usize, (MentionKind, bool))| !capital || working.tokens[i].is_capital();
            match self.tree.longest(working, i, range.end as usize).filter(fits) {
                Some((end, (kind, _))) => {
                    found.push(Candidate::new(kind, TokenRange::new(i as u32, end as u32), 1.0, Source::User));
                    i = end;
                }
                None => i += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    #[test]
    fn entries_win_over_what_is_read() {
        let text = "Ông Lê Hữu Phước thăm Hoà Bình. Họ sống trong hoà bình.";
        let entries = Entries::parse("own", "# own\nUNIT\tHòa Bình\nPER\tlê hữu\n").unwrap();
        let record = Pipeline::builder().entries(entries).build().enrich(&Article::new(text));
        let own = record.mentions.iter().filter(|m| m.source == Source::User).map(|m| (m.kind, m.text.as_str()));
        assert_eq!(own.collect::<Vec<_>>(), [(MentionKind::Per, "Lê Hữu"), (MentionKind::Unit, "Hoà Bình")]);
        assert!(record.mentions.iter().all(|m| m.text != "Lê Hữu Phước"));
        assert!(record.problems(text).is_empty());
    }

    #[test]
    fn a_bad_line_is_named() {
        for (list, said) in [("UNIT Bộ", "tab"), ("\nORG\tBộ", "line 2"), ("LAW\tLuật A", "grammars"), ("PER\t--", "missing")] {
            let message = Entries::parse("own.tsv", list).unwrap_err().to_string();
            assert!(message.contains("own.tsv") && message.contains(said), "{message}");
        }
    }
}
