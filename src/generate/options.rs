//! How a checkpoint writes.

use crate::error::{Error, Result};

/// Most beams.
const BEAMS: usize = 64;

/// When a beam search ends that has as many finished texts as beams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EarlyStopping {
    /// When no running text would be better if it ended now (`early_stopping=False` of transformers).
    #[default]
    Heuristic,
    /// At once (`True`).
    First,
    /// When no running text can become better at any length (`"never"`).
    Never,
}

/// How a [`Generator`](super::Generator) writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Texts that are followed at once, 1 to 64; one is greedy search.
    pub beams: usize,
    /// Most tokens of a text; never more than the checkpoint has positions.
    pub most: usize,
    /// Tokens before a text may end.
    pub least: usize,
    /// Power of the length by which the score of a text is divided: above 0 prefers long texts, below 0 short ones.
    pub length_penalty: f64,
    /// When to stop.
    pub early_stopping: EarlyStopping,
    /// No run of so many tokens twice in a text; 0 for no such rule.
    pub no_repeat: usize,
    /// What stands before the article, as the checkpoint was trained: `vietnews: ` of some ViT5. None: what its `config.json` says
    /// for summaries.
    pub prompt: Option<String>,
    /// Most tokens of an input, those that mark its ends included. None: what the checkpoint says, else 1024. Never more
    /// than it has positions.
    pub input: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            beams: 4,
            most: 256,
            least: 0,
            length_penalty: 1.0,
            early_stopping: EarlyStopping::First,
            no_repeat: 3,
            prompt: None,
            input: None,
        }
    }
}

impl Options {
    /// Whether they can be used, with inputs of at most `most` tokens.
    pub(super) fn check(&self, most: usize) -> Result<()> {
        let fail = |option, reason: String| Err(Error::Option { option, reason });
        if !(1..=BEAMS).contains(&self.beams) {
            return fail("beams", format!("{}; 1 to {BEAMS} can be followed", self.beams));
        }
        if self.most == 0 || self.least > self.most {
            return fail(
                "most",
                format!("{} tokens with at least {}; give at least one, and no less than must be there", self.most, self.least),
            );
        }
        if !self.length_penalty.is_finite() {
            return fail("length_penalty", format!("{}; a number is needed", self.length_penalty));
        }
        // A start and an end are among them.
        if most < 4 {
            return fail("input", format!("{most} tokens; at least 4 are needed"));
        }
        Ok(())
    }
}
