//! The highest scores.

/// The `most` highest scores and where they stand, highest first, of equals the first; what is no number comes last.
pub(super) fn best(scores: &[f32], most: usize) -> Vec<(f32, usize)> {
    let mut found: Vec<(f32, usize)> = Vec::with_capacity(most + 1);
    for (i, &score) in scores.iter().enumerate() {
        let score = if score.is_nan() { f32::NEG_INFINITY } else { score };
        if found.len() == most && found.last().is_none_or(|last| score <= last.0) {
            continue;
        }
        let at = found.partition_point(|f| f.0 >= score);
        found.insert(at, (score, i));
        found.truncate(most);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_in_order() {
        let scores = [1.0, f32::NAN, 3.0, -1.0, 3.0, f32::NEG_INFINITY, 2.0];
        for (most, expected) in [(0, &[][..]), (1, &[2]), (3, &[2, 4, 6]), (6, &[2, 4, 6, 0, 3, 1]), (9, &[2, 4, 6, 0, 3, 1, 5])] {
            assert_eq!(best(&scores, most).iter().map(|f| f.1).collect::<Vec<_>>(), expected);
        }
    }
}
