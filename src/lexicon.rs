//! Tables of what changes in the world: positions, ranks, honorifics, unit heads, abbreviations, places, topic labels.
//!
//! In: the tables in `src/lexicon/`, compiled in. Out: [`Lexicon`].

/// All tables, ready for look-up. Built once with [`Lexicon::shared`].
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The tables that ship with the crate.
    pub fn shared() -> &'static Self {
        static LEXICON: once_cell::sync::Lazy<Lexicon> = once_cell::sync::Lazy::new(Lexicon::default);
        &LEXICON
    }
}
