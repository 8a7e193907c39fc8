//! Words that the user adds.
//!
//! In: one word a line, `_` or blank between syllables. Out: [`UserWords`], which knows the longest one at a token.

use crate::error::{Error, Result};
use crate::text::{Builder, Token, Working};
use rustc_hash::FxHashMap;

/// A tree of tokens; node 0 is the root.
#[derive(Clone, Debug)]
pub(crate) struct UserWords {
    children: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Keys are hashes: the text decides.
    text: Box<str>,
    is_word: bool,
}

impl UserWords {
    /// Reads the words; `name` stands for the list in messages. Empty lines and lines that begin with `# ` are passed over.
    pub(crate) fn read<S: AsRef<str>>(name: &str, lines: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut words = Self { children: FxHashMap::default(), nodes: vec![Node::default()] };
        for (n, line) in lines.into_iter().enumerate() {
            let line = line.as_ref().trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            if line.is_empty() || line == "#" || line.starts_with("# ") {
                continue;
            }
            words.add(line).map_err(|reason| Error::Table { name: name.to_owned(), line: n + 1, reason })?;
        }
        Ok(words)
    }

    fn add(&mut self, line: &str) -> std::result::Result<(), String> {
        let working = Builder::plain(&line.replace('_', " "));
        if working.lines.len() != 1 || working.tokens.iter().all(Token::is_mark) {
            return Err(format!("`{line}` is no word: write one word a line, `_` or a blank between its syllables"));
        }
        let mut node = 0;
        for (i, token) in working.tokens.iter().enumerate() {
            let fresh = self.nodes.len() as u32;
            node = *self.children.entry((node, token.key)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node { text: working.lower(i).into(), is_word: false });
            }
        }
        self.nodes[node as usize].is_word = true;
        Ok(())
    }

    /// End of the longest word that begins at token `i`.
    pub(crate) fn longest(&self, working: &Working, tokens: &[Token], i: usize) -> Option<usize> {
        let (mut node, mut end) = (0, None);
        for j in i..tokens.len() {
            if j > i && tokens[j].starts_line() {
                break;
            }
            match self.children.get(&(node, tokens[j].key)) {
                Some(&child) if *self.nodes[child as usize].text == *working.lower(j) => node = child,
                _ => break,
            }
            if self.nodes[node as usize].is_word && tokens.get(j + 1).is_none_or(|t| t.space_before() || t.is_mark()) {
                end = Some(j + 1);
            }
        }
        end
    }
}
