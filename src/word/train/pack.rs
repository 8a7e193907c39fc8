//! Writes the weights as flat tables.

use super::super::feature::WEIGHTS;
use super::super::table::{LANES, MAGIC, SHAPES, bucket_of, check_of};
use super::learn::Learner;

/// Places for every entry kept.
const ROOM: f64 = 1.2;

/// The bytes of the tables; n-grams whose weights all lie under `least` are left out.
pub(super) fn pack(learner: &Learner, scale: f32, least: f32) -> Vec<u8> {
    let whole = |w: f32| (w * scale).round();
    let mut head = vec![whole(learner.weights[SHAPES]) as i32];
    let mut body: Vec<u8> = learner.weights[..SHAPES].iter().flat_map(|&w| (whole(w) as i16).to_le_bytes()).collect();
    for (kind, index) in learner.index.iter().enumerate() {
        let n = WEIGHTS[kind];
        let mut kept: Vec<(u64, &[f32])> = index.iter().map(|(&h, &at)| (h, &learner.weights[at as usize..at as usize + n])).collect();
        kept.retain(|(_, w)| w.iter().any(|x| x.abs() >= least));
        kept.sort_unstable_by_key(|k| k.0);
        let buckets = (kept.len() as f64 * ROOM) as usize / LANES + 1;
        let mut table = vec![0u8; buckets * LANES * (2 + n)];
        for (hash, weights) in &kept {
            let mut bucket = bucket_of(*hash, buckets as u64) as usize;
            let (place, lane) = loop {
                let place = bucket * LANES * (2 + n);
                if let Some(lane) = (0..LANES).find(|l| table[place + 2 * l..place + 2 * l + 2] == [0, 0]) {
                    break (place, lane);
                }
                bucket = (bucket + 1) % buckets;
            };
            table[place + 2 * lane..place + 2 * lane + 2].copy_from_slice(&check_of(*hash).to_le_bytes());
            let at = place + 2 * LANES + lane * n;
            for (byte, &w) in table[at..at + n].iter_mut().zip(*weights) {
                *byte = whole(w).clamp(-127.0, 127.0) as i8 as u8;
            }
        }
        eprintln!("  {n} weights: {} of {} n-grams, {} bytes", kept.len(), index.len(), table.len());
        head.push(buckets as i32);
        body.extend(table);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(head.iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend(body);
    bytes
}
