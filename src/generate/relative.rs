//! The relative position bias of T5: one number a head for each bucket of distances.

use super::layers::Matrix;

/// The table of a stack, shared by its blocks, written out by distance.
#[derive(Debug)]
pub(super) struct Relative {
    /// Shape (heads, 2 · farthest + 1).
    values: Vec<f32>,
    /// Distances from here on are all the same.
    farthest: i32,
}

impl Relative {
    /// From a table of shape (buckets, heads); `both` where keys may stand behind the query, as in the encoder.
    pub(super) fn new(table: &Matrix, farthest: usize, both: bool) -> Self {
        let farthest = farthest as i32;
        let row = |d| table.row(bucket(d, both, table.rows(), farthest as usize));
        let values = (0..table.columns).flat_map(|head| (-farthest..=farthest).map(move |d| row(d)[head])).collect();
        Self { values, farthest }
    }

    /// The bias of a head for a key that stands `distance` behind the query (before it where negative).
    pub(super) fn at(&self, head: usize, distance: i32) -> f32 {
        let line = 2 * self.farthest as usize + 1;
        self.values[head * line + (distance.clamp(-self.farthest, self.farthest) + self.farthest) as usize]
    }
}

/// The bucket of a distance. The arithmetic is that of the
/// reference, in `f32`: buckets end where it says.
fn bucket(distance: i32, both: bool, buckets: usize, farthest: usize) -> usize {
    let buckets = if both { buckets / 2 } else { buckets };
    let first = if both && distance > 0 { buckets } else { 0 };
    let distance = if both { distance.unsigned_abs() } else { distance.min(0).unsigned_abs() } as usize;
    let exact = buckets / 2;
    if distance < exact {
        return first + distance;
    }
    let by = (farthest as f64 / exact as f64).ln() as f32;
    let beyond = (distance as f32 / exact as f32).ln() / by * (buckets - exact) as f32;
    first + (exact + beyond as usize).min(buckets - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_those_of_the_reference() {
        #[derive(serde::Deserialize)]
        struct Buckets {
            both: Vec<usize>,
            before: Vec<usize>,
        }
        let expected: Buckets = serde_json::from_str(include_str!("../../tests/data/generate/t5-relu/buckets.json")).unwrap();
        let ours = |both| (-299..300).map(|d| bucket(d, both, 32, 128)).collect::<Vec<_>>();
        assert_eq!(ours(true), expected.both);
        assert_eq!(ours(false), expected.before);
    }
}
