//! From found token ranges to mentions: what overlaps gives way, what lies inside a position becomes its child.

use super::{Mention, MentionKind, Source};
use crate::text::{Document, TokenRange};

/// A token range that some reader took for a mention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub kind: MentionKind,
    pub tokens: TokenRange,
    pub score: f32,
    pub source: Source,
}

impl Candidate {
    pub(crate) fn new(kind: MentionKind, tokens: TokenRange, score: f32, source: Source) -> Self {
        Self { kind, tokens, score, source }
    }

    /// Laws and dates are parsed by their own grammars and win; the user's entries win over all.
    fn rank(&self) -> u8 {
        match (self.source, self.kind) {
            (Source::User, _) => 3,
            (_, MentionKind::Law) => 2,
            (_, MentionKind::Date) => 1,
            _ => 0,
        }
    }

    fn nests_in(&self, outer: &Self) -> bool {
        self.kind == MentionKind::Unit && outer.kind == MentionKind::Title && outer.tokens.contains(self.tokens)
    }

    fn beats(&self, other: &Self) -> bool {
        let size = |c: &Self| (c.rank(), c.tokens.len());
        size(self).cmp(&size(other)).then(self.score.total_cmp(&other.score)).is_ge()
    }
}

/// The mentions that stand, sorted by start, outer before inner. Of two that overlap without nesting the higher rank, then
/// the longer, then the surer stays.
pub(crate) fn assemble(document: &Document, mut found: Vec<Candidate>) -> Vec<Mention> {
    found.retain(|c| !c.tokens.is_empty());
    found.sort_by_key(|c| (c.tokens.start, std::cmp::Reverse(c.tokens.end), c.kind != MentionKind::Title));
    let mut kept: Vec<Candidate> = Vec::with_capacity(found.len());
    let mut open = 0;
    for c in found {
        while open < kept.len() && kept[open].tokens.end <= c.tokens.start {
            open += 1;
        }
        admit(&mut kept, open, c);
    }
    let mut mentions: Vec<Mention> = Vec::with_capacity(kept.len());
    let mut title: Option<usize> = None;
    for c in &kept {
        let parent = title.filter(|&t| c.nests_in(&kept[t])).map(|t| t as u32);
        if c.kind == MentionKind::Title {
            title = Some(mentions.len());
        }
        let span = document.working().span(c.tokens);
        mentions.push(Mention { kind: c.kind, span, score: c.score, source: c.source, parent, tokens: c.tokens });
    }
    mentions
}

/// Adds `c` unless something better stands in its way; what it beats goes. What stands before `open` ends before `c` begins.
fn admit(kept: &mut Vec<Candidate>, open: usize, c: Candidate) {
    if let Some(same) = kept[open..].iter_mut().find(|k| k.tokens == c.tokens && k.kind == c.kind) {
        if c.rank() > same.rank() {
            *same = c;
        }
        return;
    }
    let in_the_way = |k: &Candidate| k.tokens.overlaps(c.tokens) && !c.nests_in(k);
    if kept[open..].iter().any(|k| in_the_way(k) && !c.beats(k)) {
        return;
    }
    let mut i = open;
    while i < kept.len() {
        if in_the_way(&kept[i]) {
            kept.remove(i);
        } else {
            i += 1;
        }
    }
    kept.push(c);
}
