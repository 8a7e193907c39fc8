//! What `models/training/digest` needs of this step: the rows of a cluster's candidates. Not part of the interface.

use super::cluster::Cluster;
use super::concepts::Concepts;
use super::{Reading, features};

/// A candidate with its numbers.
#[derive(Debug, serde::Serialize)]
pub struct Sample {
    /// The sentence.
    pub text: String,
    /// The numbers, named by [`names`].
    pub row: Vec<f32>,
}

/// The names of the numbers.
pub fn names() -> &'static [&'static str] {
    &features::NAMES
}

/// The candidates of a cluster.
pub fn samples(readings: &[Reading]) -> Vec<Sample> {
    let cluster = Cluster::new(readings);
    let concepts = Concepts::new(&cluster);
    let sample = |i: usize| Sample { text: cluster.candidates[i].text.clone(), row: features::row(&cluster, &concepts, i).to_vec() };
    (0..cluster.candidates.len()).map(sample).collect()
}
