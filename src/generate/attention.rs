//! Attention: of all rows to all, of the rows of a step to their own past, and to the article.

use super::cache::Past;
use super::layers::{Linear, by_rows, dot};
use super::relative::Relative;
use crate::model::kernel::{Backend, product, softmax};

/// Queries, keys, values and the way out, all heads side by side.
#[derive(Debug)]
pub(super) struct Attention {
    pub query: Linear,
    pub key: Linear,
    pub value: Linear,
    pub out: Linear,
    pub heads: usize,
    /// Of the products of queries and keys.
    pub scale: f32,
}

/// Buffers, used again from layer to layer and step to step.
#[derive(Debug)]
pub(super) struct Room {
    backend: Backend,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    scores: Vec<f32>,
    bias: Vec<f32>,
    context: Vec<f32>,
}

impl Default for Room {
    fn default() -> Self {
        let [query, key, value, scores, bias, context] = Default::default();
        Self { backend: Backend::detect(), query, key, value, scores, bias, context }
    }
}

impl Attention {
    /// Numbers of a row of keys or values.
    pub(super) fn width(&self) -> usize {
        self.query.outputs()
    }

    fn size(&self) -> usize {
        self.width() / self.heads
    }

    /// Rows of keys and values of `x`.
    pub(super) fn keys_and_values(&self, x: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        fill(&self.key, x, &mut keys);
        fill(&self.value, x, &mut values);
        (keys, values)
    }

    /// `out +=` the attention of every row of `x` to every row.
    pub(super) fn add_all(&self, x: &[f32], relative: Option<&Relative>, room: &mut Room, out: &mut [f32]) {
        fill(&self.query, x, &mut room.query);
        fill(&self.key, x, &mut room.key);
        fill(&self.value, x, &mut room.value);
        let (width, size) = (self.width(), self.size());
        let rows = room.query.len() / width;
        room.scores.resize(rows * rows, 0.0);
        room.context.resize(rows * width, 0.0);
        for head in 0..self.heads {
            let at = head * size;
            let (q, k, v) = (&room.query[at..], &room.key[at..], &room.value[at..]);
            product((rows, rows, size), (q, width), (k, width), true, (&mut room.scores, rows), false);
            if let Some(relative) = relative {
                // Distances of all rows to all: row `i` begins `i` places before the end of the first half.
                room.bias.clear();
                room.bias.extend((1 - rows as i32..rows as i32).map(|d| relative.at(head, d)));
                for (i, line) in room.scores.chunks_exact_mut(rows).enumerate() {
                    line.iter_mut().zip(&room.bias[rows - 1 - i..]).for_each(|(s, b)| *s += b);
                }
            }
            softmax(room.backend, &mut room.scores, rows, self.scale);
            product((rows, size, rows), (&room.scores, rows), (v, width), false, (&mut room.context[at..], width), false);
        }
        self.out.apply(&room.context, out, true);
    }

    /// `out +=` the attention of each row of a step to its past, which gets the rows' own keys and values first.
    pub(super) fn add_past(&self, x: &[f32], relative: Option<&Relative>, past: &mut Past, room: &mut Room, out: &mut [f32]) {
        fill(&self.query, x, &mut room.query);
        extend(&self.key, x, past.keys);
        extend(&self.value, x, past.values);
        let (width, size) = (self.width(), self.size());
        room.context.clear();
        room.context.resize(room.query.len(), 0.0);
        for (beam, way) in past.ways.iter().enumerate() {
            let (query, context) = (&room.query[beam * width..][..width], &mut room.context[beam * width..][..width]);
            let steps = way.len();
            room.scores.resize(self.heads * steps, 0.0);
            for (j, &row) in way.iter().enumerate() {
                let key = &past.keys[row as usize * width..][..width];
                let heads = query.chunks_exact(size).zip(key.chunks_exact(size));
                heads.enumerate().for_each(|(h, (q, k))| room.scores[h * steps + j] = dot(q, k));
            }
            if let Some(relative) = relative {
                for (head, line) in room.scores.chunks_exact_mut(steps).enumerate() {
                    line.iter_mut().zip(1 - steps as i32..1).for_each(|(s, d)| *s += relative.at(head, d));
                }
            }
            softmax(room.backend, &mut room.scores, steps, self.scale);
            for (j, &row) in way.iter().enumerate() {
                let value = &past.values[row as usize * width..][..width];
                for (h, (c, v)) in context.chunks_exact_mut(size).zip(value.chunks_exact(size)).enumerate() {
                    let share = room.scores[h * steps + j];
                    c.iter_mut().zip(v).for_each(|(c, v)| *c += share * v);
                }
            }
        }
        self.out.apply(&room.context, out, true);
    }

    /// `out +=` the attention of each row of a step to the rows of keys and values.
    pub(super) fn add_to(&self, x: &[f32], (keys, values): (&[f32], &[f32]), room: &mut Room, out: &mut [f32]) {
        fill(&self.query, x, &mut room.query);
        let (width, size) = (self.width(), self.size());
        let (rows, columns) = (room.query.len() / width, keys.len() / width);
        room.scores.resize(rows * columns, 0.0);
        room.context.resize(rows * width, 0.0);
        for head in 0..self.heads {
            let at = head * size;
            by_rows((rows, columns, size), (&room.query[at..], width), (&keys[at..], width), (&mut room.scores, columns), false);
            softmax(room.backend, &mut room.scores, columns, self.scale);
            product((rows, size, columns), (&room.scores, columns), (&values[at..], width), false, (&mut room.context[at..], width), false);
        }
        self.out.apply(&room.context, out, true);
    }
}

/// The layer's rows for `x`, in place of what stood there.
fn fill(layer: &Linear, x: &[f32], rows: &mut Vec<f32>) {
    rows.resize(x.len() / layer.weight.columns * layer.outputs(), 0.0);
    layer.apply(x, rows, false);
}

/// The layer's rows for `x`, behind what stands there.
fn extend(layer: &Linear, x: &[f32], rows: &mut Vec<f32>) {
    let before = rows.len();
    rows.resize(before + x.len() / layer.weight.columns * layer.outputs(), 0.0);
    layer.apply(x, &mut rows[before..], false);
}
