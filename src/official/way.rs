//! The way from a person to a position behind it in the same sentence.

use super::beside::{Words, used};
use super::people;
use super::scene::{STRETCH, Scene};

/// What stands around the person nearest before a position, in the same sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Way {
    /// Uses of the word before the person, of the words between.
    pub before: u8,
    pub between: u8,
    /// The person opens a clause.
    pub opens: bool,
    pub words: u32,
    pub quoted: bool,
    /// Another person and `và` or a comma stand before the person and what leads up to the name.
    pub joined: bool,
    /// The person stands in brackets that close before the position.
    pub bracketed: bool,
}

impl Way {
    /// From the person at item `j` to the position at item `k`.
    pub(super) fn between(scene: &Scene, j: usize, k: usize) -> Self {
        let (words, working) = (Words::shared(), scene.working);
        let (person, position) = (scene.tokens(j), scene.tokens(k));
        let start = people::address(working, scene.lexicon, person.start);
        let before = start.checked_sub(1).map(|b| &working.tokens[b as usize]);
        let opens = working.tokens[start as usize].starts_line() || before.is_none_or(|t| t.is_mark());
        let mut way = Self { before: before.map_or(0, |t| words.uses(t.key)), joined: joined(scene, j), ..Self::default() };
        way.opens = opens && way.before & (used::OBLIQUE | used::OBJECT) == 0;
        let mut depth = 0_i32;
        for i in person.end..position.start.min(person.end + STRETCH) {
            let token = &working.tokens[i as usize];
            way.between |= words.uses(token.key);
            way.words += u32::from(!token.is_mark());
            match working.surface(i as usize) {
                "\"" | "“" | "”" => way.quoted = true,
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            way.bracketed |= depth < 0;
        }
        way
    }
}

fn joined(scene: &Scene, j: usize) -> bool {
    let first = scene.first_before(j);
    let lead = people::address(scene.working, scene.lexicon, scene.tokens(first).start);
    let and = lead > 0 && matches!(scene.working.lower(lead as usize - 1), "và" | "cùng");
    let listed =
        first > 0 && scene.items[first - 1].person.is_some() && scene.items[first - 1].gap.comma && scene.items[first - 1].gap.apposed();
    and || listed
}
