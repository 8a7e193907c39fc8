//! Words that the user adds.
//!
//! In: one word a line, `_` or blank between syllables. Out: [`UserWords`], which knows the longest one at a token.

use crate::Result;
use crate::table::Table;
use crate::text::tree::Tree;
use crate::text::{Builder, Token, Working};

/// The words, ready for look-up.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserWords(Tree<()>);

impl UserWords {
    /// Reads the words; `name` stands for the list in messages. Empty lines and lines that begin with `# ` are passed over.
    pub(crate) fn read<S: AsRef<str>>(name: &str, lines: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut words = Self::default();
        Table { name, comment: "# " }.each(lines, |line| words.add(line.trim()))?;
        Ok(words)
    }

    fn add(&mut self, line: &str) -> std::result::Result<(), String> {
        let working = Builder::plain(&line.replace('_', " "));
        if working.lines.len() != 1 || working.tokens.iter().all(Token::is_mark) {
            return Err(format!("`{line}` is no word: write one word a line, `_` or a blank between its syllables"));
        }
        self.0.add(&working, ());
        Ok(())
    }

    /// End of the longest word that begins at token `i` and ends by `end`.
    pub(crate) fn longest(&self, working: &Working, i: usize, end: usize) -> Option<usize> {
        self.0.longest(working, i, end).map(|(end, ())| end)
    }
}
