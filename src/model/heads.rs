//! The heads over the encoder's rows: labels of each token, salience of each sentence, topics of the article.

use super::config::Config;
use super::kernel::{self, Aligned, Backend, product};
use super::weights::Weights;
use crate::error::Result;

/// Hidden units of the salience head, and what it sees beside the rows.
const SALIENCE: usize = 64;
const EXTRA: usize = 4;

#[derive(Debug)]
pub(crate) struct Heads {
    d: usize,
    outputs: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
    topic: (Vec<f32>, Vec<f32>),
    salience: [(Vec<f32>, Vec<f32>); 2],
}

/// Sums over the rows of one sentence or of the article.
#[derive(Debug)]
pub(crate) struct Pool {
    pub sum: Aligned<f32>,
    pub tokens: usize,
    /// A token stands in title or abstract.
    pub head: bool,
}

impl Pool {
    pub(crate) fn new(d: usize) -> Self {
        Self { sum: Aligned::zeros(d), tokens: 0, head: false }
    }

    pub(crate) fn add(&mut self, backend: Backend, row: &[f32], head: bool) {
        kernel::add(backend, &mut self.sum, row);
        self.tokens += 1;
        self.head |= head;
    }

    pub(crate) fn mean(&self) -> Vec<f32> {
        let n = self.tokens.max(1) as f32;
        self.sum.iter().map(|s| s / n).collect()
    }
}

impl Heads {
    pub(crate) fn load(weights: &Weights, config: &Config) -> Result<Self> {
        let (d, outputs, topics) = (config.d, config.outputs(), config.labels.topics.len());
        let pair = |name: &str, out: usize, inputs: usize| -> Result<_> {
            Ok((weights.floats(&format!("{name}.weight"), &[out, inputs])?, weights.floats(&format!("{name}.bias"), &[out])?))
        };
        let (weight, bias) = pair("heads", outputs, d)?;
        let salience = [pair("salience.0", SALIENCE, 2 * d + EXTRA)?, pair("salience.2", 1, SALIENCE)?];
        Ok(Self { d, outputs, weight, bias, topic: pair("topic", topics, 2 * d)?, salience })
    }

    /// Scores of all labels for rows of `d`: rows of `outputs`, appended to `out`.
    pub(crate) fn labels(&self, rows: &[f32], out: &mut Vec<f32>) {
        let (n, from) = (rows.len() / self.d, out.len());
        (0..n).for_each(|_| out.extend_from_slice(&self.bias));
        product((n, self.outputs, self.d), (rows, self.d), (&self.weight, self.d), true, (&mut out[from..], self.outputs), true);
    }

    /// Scores of the topics from the article's rows and embeddings.
    pub(crate) fn topics(&self, hidden: &Pool, embedded: &Pool) -> Vec<f32> {
        let x = [hidden.mean(), embedded.mean()].concat();
        affine(&self.topic, &x)
    }

    /// Scores of the sentences, in order.
    pub(crate) fn salience(&self, sentences: &[Pool], article: &Pool) -> Vec<f32> {
        let all = article.mean();
        let n = sentences.len() as f32;
        let one = |(i, s): (usize, &Pool)| {
            let mut x = s.mean();
            x.extend_from_within(..);
            x[self.d..].iter_mut().zip(&all).for_each(|(v, a)| *v *= a);
            let at = i as f32;
            x.extend([at / n, 1.0 / (1.0 + at), s.tokens.min(60) as f32 / 60.0, f32::from(u8::from(s.head))]);
            let mut hidden = affine(&self.salience[0], &x);
            hidden.iter_mut().for_each(|v| *v = v.max(0.0));
            affine(&self.salience[1], &hidden)[0]
        };
        sentences.iter().enumerate().map(one).collect()
    }
}

fn affine((weight, bias): &(Vec<f32>, Vec<f32>), x: &[f32]) -> Vec<f32> {
    let mut out = bias.clone();
    product((1, out.len(), x.len()), (x, x.len()), (weight, x.len()), true, (&mut out, bias.len()), true);
    out
}
