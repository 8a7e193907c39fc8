//! Numbers that small trained tables hold, and chances as logits.

/// 32-bit floats as they lie in a table, little-endian.
pub(crate) fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b))
}

/// The chance of a logit.
pub(crate) fn chance(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// The logit of a chance, which is taken as neither impossible nor sure.
pub(crate) fn logit(chance: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_little_endian_and_a_rest_is_left() {
        assert_eq!(floats(&[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1]).collect::<Vec<_>>(), [1.0, -2.0]);
    }

    #[test]
    fn a_chance_comes_back_from_its_logit() {
        for p in [0.02, 0.5, 0.9] {
            assert!((chance(logit(p)) - p).abs() < 1e-6);
        }
        assert!(logit(0.0).is_finite() && logit(1.0).is_finite());
    }
}
