//! Encoder and decoder, put together from what the configuration asks for.
//!
//! In: ids. Out: for each beam the scores of the next id. T5 and mBART differ in norms, positions, biases and scales alone.

use super::attention::{Attention, Room};
use super::cache::Cache;
use super::feed::{Feed, FeedRoom};
use super::layers::{Matrix, Norm, add_to_rows};
use super::relative::Relative;
use std::sync::Arc;

/// Attention, in a decoder attention to the article, feed-forward; the norm of each stands before it.
#[derive(Debug)]
pub(super) struct Block {
    pub own: (Norm, Attention),
    pub article: Option<(Norm, Attention)>,
    pub feed: (Norm, Feed),
}

/// Embedded positions: learned rows, the first `skip` of them of no position.
#[derive(Debug)]
pub(super) struct Positions {
    pub table: Matrix,
    pub skip: usize,
}

/// An encoder or a decoder.
#[derive(Debug)]
pub(super) struct Stack {
    pub positions: Option<Positions>,
    pub first: Option<Norm>,
    pub relative: Option<Relative>,
    pub blocks: Vec<Block>,
    pub last: Norm,
}

/// The whole network.
#[derive(Debug)]
pub(super) struct Network {
    pub embedding: Arc<Matrix>,
    /// Of the embedded ids.
    pub scale: f32,
    pub encoder: Stack,
    pub decoder: Stack,
    pub head: Arc<Matrix>,
    /// Empty where there is none.
    pub head_bias: Vec<f32>,
    /// Of the decoder's rows before the head.
    pub head_scale: f32,
}

/// The decoder at work on one article.
#[derive(Debug)]
pub(super) struct Decoding<'n> {
    network: &'n Network,
    cache: Cache,
    room: Room,
    feed: FeedRoom,
    hidden: Vec<f32>,
    normed: Vec<f32>,
    scores: Vec<f32>,
}

impl Network {
    /// The rows of `ids` at positions from `at` on, made ready for the blocks of `stack`.
    fn embed(&self, stack: &Stack, ids: &[u32], at: impl Fn(usize) -> usize, out: &mut Vec<f32>) {
        out.clear();
        for (i, &id) in ids.iter().enumerate() {
            let start = out.len();
            out.extend(self.embedding.row(id as usize).iter().map(|v| v * self.scale));
            if let Some(positions) = &stack.positions {
                out[start..].iter_mut().zip(positions.table.row(positions.skip + at(i))).for_each(|(v, p)| *v += p);
            }
        }
        if let Some(first) = &stack.first {
            first.within(out);
        }
    }

    /// One row an id, of the whole article.
    fn encode(&self, ids: &[u32]) -> Vec<f32> {
        let (mut hidden, mut normed, mut room, mut feed) = (Vec::new(), Vec::new(), Room::default(), FeedRoom::default());
        self.embed(&self.encoder, ids, |i| i, &mut hidden);
        for block in &self.encoder.blocks {
            block.own.0.apply(&hidden, &mut normed);
            block.own.1.add_all(&normed, self.encoder.relative.as_ref(), &mut room, &mut hidden);
            block.feed.0.apply(&hidden, &mut normed);
            block.feed.1.add(&normed, &mut feed, &mut hidden);
        }
        self.encoder.last.within(&mut hidden);
        hidden
    }

    /// Reads the article and gets ready to write.
    pub(super) fn read(&self, ids: &[u32], beams: usize) -> Decoding<'_> {
        let rows = self.encode(ids);
        let article = self.decoder.blocks.iter().filter_map(|b| b.article.as_ref()).map(|(_, a)| a.keys_and_values(&rows)).collect();
        let [hidden, normed, scores] = Default::default();
        let cache = Cache::new(beams, article);
        Decoding { network: self, cache, room: Room::default(), feed: FeedRoom::default(), hidden, normed, scores }
    }

    /// Ids that there are.
    pub(super) fn vocabulary(&self) -> usize {
        self.head.rows()
    }
}

impl super::search::Write for Decoding<'_> {
    fn next(&mut self, ids: &[u32]) -> &mut [f32] {
        let (network, stack, at) = (self.network, &self.network.decoder, self.cache.steps());
        network.embed(stack, ids, |_| at, &mut self.hidden);
        self.cache.step();
        for (i, block) in stack.blocks.iter().enumerate() {
            let (mut past, article) = self.cache.layer(i);
            block.own.0.apply(&self.hidden, &mut self.normed);
            block.own.1.add_past(&self.normed, stack.relative.as_ref(), &mut past, &mut self.room, &mut self.hidden);
            if let Some((norm, attention)) = &block.article {
                norm.apply(&self.hidden, &mut self.normed);
                attention.add_to(&self.normed, article, &mut self.room, &mut self.hidden);
            }
            block.feed.0.apply(&self.hidden, &mut self.normed);
            block.feed.1.add(&self.normed, &mut self.feed, &mut self.hidden);
        }
        stack.last.within(&mut self.hidden);
        self.hidden.iter_mut().for_each(|v| *v *= network.head_scale);
        self.scores.resize(ids.len() * network.vocabulary(), 0.0);
        network.head.product(&self.hidden, &mut self.scores, false);
        add_to_rows(&mut self.scores, &network.head_bias);
        &mut self.scores
    }

    fn follow(&mut self, parents: &[usize]) {
        self.cache.follow(parents);
    }

    fn vocabulary(&self) -> usize {
        self.network.vocabulary()
    }
}
