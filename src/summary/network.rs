//! A small network: two hidden layers with ReLU, one number out.
//!
//! In: a row of numbers. Out: the score `w3 · relu(W2 · relu(W1 · x + b1) + b2) + b3`. The weights are 32-bit floats, little-endian,
//! in the order W1 `[hidden, input]`, b1, W2 `[inner, hidden]`, b2, w3 `[inner]`, b3.

use crate::number::floats;

/// A network of fixed sizes.
#[derive(Debug)]
pub(crate) struct Network<const INPUT: usize, const HIDDEN: usize, const INNER: usize> {
    /// `[input, hidden]`.
    first: Vec<[f32; HIDDEN]>,
    first_bias: [f32; HIDDEN],
    /// `[hidden, inner]`.
    second: Vec<[f32; INNER]>,
    second_bias: [f32; INNER],
    third: [f32; INNER],
    third_bias: f32,
}

impl<const INPUT: usize, const HIDDEN: usize, const INNER: usize> Network<INPUT, HIDDEN, INNER> {
    /// Bytes of the weights.
    pub(crate) const BYTES: usize = 4 * (INPUT * HIDDEN + HIDDEN + HIDDEN * INNER + INNER + INNER + 1);

    /// The network from its weights; missing ones count as 0.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        debug_assert_eq!(bytes.len(), Self::BYTES);
        let mut numbers = floats(bytes);
        let mut next = || numbers.next().unwrap_or_default();
        let first = turned::<INPUT, HIDDEN>(&mut next);
        let first_bias = std::array::from_fn(|_| next());
        let second = turned::<HIDDEN, INNER>(&mut next);
        let second_bias = std::array::from_fn(|_| next());
        Self { first, first_bias, second, second_bias, third: std::array::from_fn(|_| next()), third_bias: next() }
    }

    /// The score of a row.
    pub(crate) fn score(&self, row: &[f32; INPUT]) -> f32 {
        let hidden = layer(row, &self.first, self.first_bias);
        let inner = layer(&hidden, &self.second, self.second_bias);
        inner.iter().zip(&self.third).map(|(x, w)| x * w).sum::<f32>() + self.third_bias
    }
}

/// Weights that come output by output, put input by input.
fn turned<const FROM: usize, const TO: usize>(next: &mut impl FnMut() -> f32) -> Vec<[f32; TO]> {
    let mut rows = vec![[0.0; TO]; FROM];
    for to in 0..TO {
        rows.iter_mut().for_each(|row| row[to] = next());
    }
    rows
}

/// `relu(W · x + b)`, input by input, so that the inner loop runs over neighbours.
fn layer<const FROM: usize, const TO: usize>(x: &[f32; FROM], weights: &[[f32; TO]], bias: [f32; TO]) -> [f32; TO] {
    let mut out = bias;
    for (x, weights) in x.iter().zip(weights) {
        for i in 0..TO {
            out[i] += x * weights[i];
        }
    }
    out.map(|v| v.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_computed_by_hand() {
        // hidden = relu(x - y, 2x + y/2 + 1); inner = relu(h0 + h1 - 1, h1 - h0); out = 0.5·i0 + 2·i1 + 3
        let weights: [f32; 15] = [1.0, -1.0, 2.0, 0.5, 0.0, 1.0, 1.0, 1.0, -1.0, 1.0, -1.0, 0.0, 0.5, 2.0, 3.0];
        let bytes: Vec<u8> = weights.iter().flat_map(|w| w.to_le_bytes()).collect();
        let network = Network::<2, 2, 2>::new(&bytes);
        assert_eq!(network.score(&[1.0, 0.0]), 0.5 * 3.0 + 2.0 * 2.0 + 3.0);
        assert_eq!(network.score(&[0.0, 4.0]), 0.5 * 2.0 + 2.0 * 3.0 + 3.0);
    }
}
