//! What the decoder keeps between steps: keys and values of its own past, and those of the article.
//!
//! Rows of the past are only ever added. Each beam knows the rows of its own way; beams that part or die change those lists of
//! numbers, and no key or value is moved.

/// Keys and values of one block.
#[derive(Debug)]
struct Layer {
    keys: Vec<f32>,
    values: Vec<f32>,
    /// Of the article, computed once.
    article: (Vec<f32>, Vec<f32>),
}

/// The cache of one article.
#[derive(Debug)]
pub(super) struct Cache {
    layers: Vec<Layer>,
    /// For each beam the rows of its past, in order.
    ways: Vec<Vec<u32>>,
    rows: u32,
}

/// The past as one block sees it.
pub(super) struct Past<'c> {
    pub keys: &'c mut Vec<f32>,
    pub values: &'c mut Vec<f32>,
    pub ways: &'c [Vec<u32>],
}

impl Cache {
    /// For so many beams, with the article's keys and values of each block.
    pub(super) fn new(beams: usize, article: Vec<(Vec<f32>, Vec<f32>)>) -> Self {
        let layer = |article| Layer { keys: Vec::new(), values: Vec::new(), article };
        Self { layers: article.into_iter().map(layer).collect(), ways: vec![Vec::new(); beams], rows: 0 }
    }

    /// Steps so far.
    pub(super) fn steps(&self) -> usize {
        self.ways.first().map_or(0, Vec::len)
    }

    /// One more row for each beam, about to be written by every block.
    pub(super) fn step(&mut self) {
        for (beam, way) in self.ways.iter_mut().enumerate() {
            way.push(self.rows + beam as u32);
        }
        self.rows += self.ways.len() as u32;
    }

    /// The past of a block, and the article's keys and values.
    pub(super) fn layer(&mut self, at: usize) -> (Past<'_>, (&[f32], &[f32])) {
        let Layer { keys, values, article } = &mut self.layers[at];
        (Past { keys, values, ways: &self.ways }, (&article.0, &article.1))
    }

    /// Beam `i` goes on from where beam `parents[i]` stands.
    pub(super) fn follow(&mut self, parents: &[usize]) {
        if parents.iter().enumerate().any(|(i, &p)| i != p) {
            self.ways = parents.iter().map(|&p| self.ways[p].clone()).collect();
        }
    }
}
