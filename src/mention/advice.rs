//! What another reader thinks of the tokens: scores that the linear reader adds to its own before it decides.

use super::labels::{IN_INNER, IN_TITLE, INNER, LABELS, OUT, TITLE_INNER};
use super::weights::{Row, SCALE};

/// Log-probabilities below this count as this.
pub(crate) const LEAST: f32 = -9.0;

/// Log-probabilities of one token: that it begins and that it continues a mention of a kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opinion {
    pub per: [f32; 2],
    pub title: [f32; 2],
    pub unit: [f32; 2],
    pub loc: [f32; 2],
    /// None of these.
    pub nothing: f32,
    /// Within a position: no unit, a unit begins, a unit goes on.
    pub inner: [f32; 3],
}

/// Scores of the tokens that were read, in the units of the reader's table.
#[derive(Debug, Default)]
pub(crate) struct Advice {
    /// Ascending.
    tokens: Vec<u32>,
    rows: Vec<Row>,
}

impl Advice {
    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The scores of a token; none where nothing was read.
    pub(crate) fn row(&self, token: usize) -> Option<&Row> {
        self.tokens.binary_search(&(token as u32)).ok().map(|i| &self.rows[i])
    }

    /// Adds a token that stands after those before; `weight` is how much the opinion counts.
    pub(crate) fn push(&mut self, token: u32, o: &Opinion, weight: f32) {
        let ([begin, inside], [none, first, next]) = (o.title, o.inner);
        let mut logs = [0.0; LABELS];
        logs[OUT] = o.nothing;
        logs[1..3].copy_from_slice(&o.per);
        (logs[IN_TITLE - 1], logs[TITLE_INNER]) = (begin + none, begin + first);
        (logs[IN_TITLE], logs[INNER], logs[IN_INNER]) = (inside + none, inside + first, inside + next);
        logs[7..9].copy_from_slice(&o.unit);
        logs[9..11].copy_from_slice(&o.loc);
        let mut row = Row::default();
        row.iter_mut().zip(logs).for_each(|(r, l)| *r = (l.max(LEAST) * weight * SCALE).round() as i16);
        self.tokens.push(token);
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_begins_with_a_unit_gets_its_own_label() {
        let never = [-20.0; 2];
        let opinion = Opinion { per: never, title: [-0.1, -20.0], unit: never, loc: never, nothing: -3.0, inner: [-4.0, -0.1, -5.0] };
        let mut advice = Advice::default();
        advice.push(7, &opinion, 0.5);
        let row = advice.row(7).unwrap();
        assert_eq!((0..LABELS).max_by_key(|&l| row[l]), Some(TITLE_INNER));
        assert_eq!(row[IN_INNER], (LEAST * 0.5 * SCALE) as i16);
        assert!(advice.row(6).is_none());
    }
}
