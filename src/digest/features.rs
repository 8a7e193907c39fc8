//! How much of a sentence an editor would take over: a linear model over what the cluster shows.
//!
//! In: cluster and concepts. Out: a number between 0 and 1 a candidate. `weights.tsv` is made by `models/training/digest`.

use super::cluster::{Candidate, Cluster};
use super::concepts::{Concepts, Layer};
use once_cell::sync::Lazy;

/// Names of the numbers of a sentence, in order.
pub(super) const NAMES: [&str; 34] = [
    "place",
    "share",
    "first",
    "last",
    "length",
    "log length",
    "under 8",
    "under 14",
    "over 70",
    "capitals",
    "digits",
    "quotes",
    "open quote",
    "no end",
    "question",
    "photo",
    "articles",
    "all articles",
    "count",
    "rarity",
    "worth",
    "any title",
    "titles",
    "early",
    "late",
    "pair articles",
    "pair all articles",
    "pair count",
    "pair rarity",
    "pair worth",
    "pair any title",
    "pair titles",
    "pair early",
    "pair late",
];
/// Numbers a sentence.
pub(super) const WIDTH: usize = NAMES.len();

static WEIGHTS: Lazy<([f32; WIDTH], f32)> = Lazy::new(|| weights(include_str!("weights.tsv"), NAMES));

/// The weights of the named numbers, and the bias, from a table.
pub(super) fn weights<const N: usize>(table: &str, names: [&str; N]) -> ([f32; N], f32) {
    let rows: Vec<(&str, f32)> =
        table.lines().filter_map(|l| l.split_once('\t')).map(|(n, w)| (n, w.parse().unwrap_or_default())).collect();
    let of = |name: &str| rows.iter().find(|r| r.0 == name).map_or(0.0, |r| r.1);
    (names.map(of), of("bias"))
}

/// The expected share of each candidate.
pub(super) fn scores(cluster: &Cluster, concepts: &Concepts) -> Vec<f32> {
    let (weights, bias) = &*WEIGHTS;
    let score = |row: [f32; WIDTH]| row.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>() + bias;
    (0..cluster.candidates.len()).map(|i| score(row(cluster, concepts, i)).clamp(0.001, 1.0)).collect()
}

/// The numbers of one candidate.
pub(super) fn row(cluster: &Cluster, concepts: &Concepts, i: usize) -> [f32; WIDTH] {
    let mut out = [0.0; WIDTH];
    let form = form(&cluster.candidates[i]);
    let [one, two] = [0, 1].map(|order| content(&concepts.0[order], cluster.articles.len() as f32, i));
    form.into_iter().chain(one).chain(two).zip(&mut out).for_each(|(x, o)| *o = x);
    out
}

fn form(c: &Candidate) -> [f32; 16] {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let (place, length) = (c.place as f32, c.keys.len() as f32);
    let form = &c.form;
    [
        (1.0 + place).ln() / 3.0,
        place / c.of as f32,
        flag(c.place == 0),
        flag(c.place + 1 == c.of),
        (length / 40.0).min(3.0),
        (1.0 + length).ln() / 4.0,
        flag(length < 8.0),
        flag(length < 14.0),
        flag(length > 70.0),
        form.capitals as f32 / length.max(1.0),
        form.digits as f32 / length.max(1.0) * 2.0,
        (form.quotes as f32 / 4.0).min(1.0),
        (form.quotes % 2) as f32,
        flag(!form.ended),
        flag(form.question),
        flag(form.photo),
    ]
}

/// Means over the concepts of a candidate, weighted by rarity.
fn content(layer: &Layer, articles: f32, i: usize) -> [f32; 9] {
    let others = (articles - 1.0).max(1.0);
    let (mut all, mut n, mut sums) = (1e-6, 0.0, [0.0; 9]);
    for &id in &layer.of[i] {
        let c = &layer.list[id as usize];
        let held = c.articles as f32;
        let rare = |x: f32| c.rarity * x;
        let more = [
            rare((held - 1.0) / others),
            if held == articles { c.rarity } else { 0.0 },
            rare((c.sentences as f32).ln()),
            0.0,
            c.worth,
            if c.titled > 0.0 { c.rarity } else { 0.0 },
            rare(c.titled / articles),
            rare(c.early / articles),
            rare(c.first as f32 / 10.0),
        ];
        sums.iter_mut().zip(more).for_each(|(s, x)| *s += x);
        all += c.rarity;
        n += 1.0;
    }
    for (k, sum) in sums.iter_mut().enumerate() {
        *sum /= match k {
            WORTH => f32::max(n, 1.0),
            TITLES => 1.0,
            _ => all,
        };
    }
    sums[RARITY] = all / f32::max(n, 1.0) / 8.0;
    sums
}

/// Where the numbers stand that are no means by rarity.
const RARITY: usize = 3;
const WORTH: usize = 4;
const TITLES: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_weight() {
        for (table, names) in [(include_str!("weights.tsv"), &NAMES[..]), (include_str!("chances.tsv"), &super::super::chances::NAMES)] {
            let told: Vec<&str> = table.lines().filter_map(|l| l.split_once('\t')).map(|r| r.0).collect();
            assert_eq!(told.len(), names.len() + 1);
            assert!(names.iter().all(|n| told.contains(n)));
        }
    }
}
