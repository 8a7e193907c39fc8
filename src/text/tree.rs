//! Phrases of the user's: the longest one that begins at a token.

use rustc_hash::FxHashMap;

use super::Working;

/// A tree of tokens; node 0 is the root. Found by key, decided by text, since keys are hashes.
#[derive(Clone, Debug)]
pub(crate) struct Tree<T> {
    children: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    text: Box<str>,
    value: Option<T>,
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self { children: FxHashMap::default(), nodes: vec![Node { text: "".into(), value: None }] }
    }
}

impl<T: Copy> Tree<T> {
    /// Adds all tokens of `phrase` as one phrase.
    pub(crate) fn add(&mut self, phrase: &Working, value: T) {
        let mut node = 0;
        for (i, token) in phrase.tokens.iter().enumerate() {
            let fresh = self.nodes.len() as u32;
            node = *self.children.entry((node, token.key)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node { text: phrase.lower(i).into(), value: None });
            }
        }
        self.nodes[node as usize].value = Some(value);
    }

    /// End and value of the longest phrase that begins at token `from`, ends by `end`, lies in one line and cuts no word.
    pub(crate) fn longest(&self, working: &Working, from: usize, end: usize) -> Option<(usize, T)> {
        let (mut node, mut found) = (0, None);
        let tokens = &working.tokens[..end];
        for j in from..end {
            if j > from && tokens[j].starts_line() {
                break;
            }
            match self.children.get(&(node, tokens[j].key)) {
                Some(&child) if *self.nodes[child as usize].text == *working.lower(j) => node = child,
                _ => break,
            }
            let whole = tokens.get(j + 1).is_none_or(|t| t.space_before() || t.is_mark());
            found = self.nodes[node as usize].value.filter(|_| whole).map(|value| (j + 1, value)).or(found);
        }
        found
    }
}
