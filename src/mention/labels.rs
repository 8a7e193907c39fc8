//! Labels of tokens, and what they say together.

use super::MentionKind;
use crate::text::TokenRange;

/// Number of labels: outside, then begin and inside of each mark below.
pub(crate) const LABELS: usize = 12;
pub(crate) const OUT: usize = 0;
pub(crate) const IN_TITLE: usize = 4;
/// A unit inside a title begins, goes on.
pub(crate) const INNER: usize = 5;
pub(crate) const IN_INNER: usize = 6;
/// A title that begins with a unit (`Tỉnh ủy viên` where the unit is read apart).
pub(crate) const TITLE_INNER: usize = 11;

/// Label of the first token of a mention of `kind`; the next label continues it. Laws and dates have none.
pub(crate) fn begin(kind: MentionKind) -> Option<usize> {
    match kind {
        MentionKind::Per => Some(1),
        MentionKind::Title => Some(3),
        MentionKind::Unit => Some(7),
        MentionKind::Loc => Some(9),
        MentionKind::Law | MentionKind::Date => None,
    }
}

/// Labels that begin and that continue a mention of `kind`; `held`: a unit within a position. None for laws and dates.
pub(crate) fn of(kind: MentionKind, held: bool) -> Option<(&'static [usize], &'static [usize])> {
    match kind {
        MentionKind::Per => Some((&[1], &[2])),
        MentionKind::Title => Some((&[3, TITLE_INNER], &[IN_TITLE, INNER, IN_INNER])),
        MentionKind::Unit if held => Some((&[INNER, TITLE_INNER], &[IN_INNER])),
        MentionKind::Unit => Some((&[7], &[8])),
        MentionKind::Loc => Some((&[9], &[10])),
        MentionKind::Law | MentionKind::Date => None,
    }
}

/// Whether `to` may follow `from`.
pub(crate) fn may_follow(from: usize, to: usize) -> bool {
    let in_title = matches!(from, 3..=6 | 11);
    match to {
        2 => matches!(from, 1 | 2),
        IN_TITLE | INNER => in_title,
        IN_INNER => matches!(from, INNER | IN_INNER | TITLE_INNER),
        8 => matches!(from, 7 | 8),
        10 => matches!(from, 9 | 10),
        _ => true,
    }
}

/// Labels of a sentence from its outer mentions and the units inside its titles, all clipped to `range`.
pub(crate) fn encode(range: TokenRange, mentions: &[(MentionKind, TokenRange)]) -> Vec<u8> {
    let mut labels = vec![OUT as u8; range.len()];
    let base = range.start as usize;
    let inside = |r: &TokenRange| range.contains(*r) && !r.is_empty();
    for (kind, r) in mentions.iter().filter(|m| inside(&m.1)) {
        let Some(first) = begin(*kind) else { continue };
        let held = mentions.iter().any(|(k, t)| *k == MentionKind::Title && *kind == MentionKind::Unit && t.contains(*r) && inside(t));
        let here = &mut labels[r.start as usize - base..r.end as usize - base];
        if held {
            let at_start = mentions.iter().any(|(k, t)| *k == MentionKind::Title && t.start == r.start);
            here.fill(IN_INNER as u8);
            here[0] = if at_start { TITLE_INNER } else { INNER } as u8;
        } else {
            here.fill(first as u8 + 1);
            here[0] = first as u8;
        }
    }
    labels
}

/// Mentions from labels, outer before inner.
pub(crate) fn decode(range: TokenRange, labels: &[u8]) -> Vec<(MentionKind, TokenRange)> {
    let mut found = Vec::new();
    let mut i = 0;
    let token = |i: usize| range.start + i as u32;
    let run = |from: usize, of: &[u8]| labels[from..].iter().take_while(|l| of.contains(l)).count() + from;
    while i < labels.len() {
        let (kind, end) = match labels[i] {
            1 => (MentionKind::Per, run(i + 1, &[2])),
            7 => (MentionKind::Unit, run(i + 1, &[8])),
            9 => (MentionKind::Loc, run(i + 1, &[10])),
            3 | 11 => (MentionKind::Title, run(i + 1, &[4, 5, 6])),
            _ => {
                i += 1;
                continue;
            }
        };
        found.push((kind, TokenRange::new(token(i), token(end))));
        if kind == MentionKind::Title {
            let starts = (i..end).filter(|&j| matches!(labels[j] as usize, INNER | TITLE_INNER));
            found.extend(starts.map(|j| (MentionKind::Unit, TokenRange::new(token(j), token(run(j + 1, &[6]))))));
        }
        i = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_what_they_were_made_of() {
        let range = TokenRange::new(10, 30);
        let r = TokenRange::new;
        let mentions = [
            (MentionKind::Per, r(10, 13)),
            (MentionKind::Title, r(14, 20)),
            (MentionKind::Unit, r(16, 19)),
            (MentionKind::Unit, r(20, 21)),
            (MentionKind::Title, r(22, 26)),
            (MentionKind::Unit, r(22, 24)),
            (MentionKind::Loc, r(28, 30)),
        ];
        assert_eq!(decode(range, &encode(range, &mentions)), mentions);
    }

    #[test]
    fn nothing_continues_what_did_not_begin() {
        assert!(!may_follow(OUT, 2) && !may_follow(1, 4) && !may_follow(7, IN_INNER) && may_follow(IN_INNER, IN_TITLE));
    }
}
