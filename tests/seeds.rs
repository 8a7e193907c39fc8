//! The seeds of the fuzz targets, as they are and changed by chance, on every build.
#![cfg(all(feature = "html", feature = "model"))]

#[path = "../fuzz/checks.rs"]
mod checks;
#[cfg(feature = "parquet")]
#[path = "../fuzz/columns.rs"]
mod columns;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Pieces that readers stumble over.
const PIECES: [&[u8]; 16] = [
    b"\n",
    b"\r",
    b"\0",
    b"\"",
    b"\\u0000",
    b"<",
    b"&#",
    b"-->",
    b"\xe1\xbb",
    b"\xcc\x81",
    b"\xef\xbb\xbf",
    b"-1",
    b"1e999",
    b"18446744073709551615",
    "Điều ".as_bytes(),
    "ỷ".as_bytes(),
];
/// Rounds of every test run, and of a long one.
const FEW: usize = 1_000;
const MANY: usize = 300_000;

type Check = fn(&[u8]);

const TARGETS: &[(&str, Check)] = &[
    ("article", checks::article),
    ("line", checks::line),
    ("model", checks::model),
    #[cfg(feature = "parquet")]
    ("batch", columns::batch),
    #[cfg(feature = "parquet")]
    ("parquet", columns::parquet),
];

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|seed| seed.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 5, "{target}: {} seeds", paths.len());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// Some bytes from anywhere in `of`.
    fn piece<'a>(&mut self, of: &'a [u8]) -> &'a [u8] {
        let from = self.below(of.len());
        &of[from..(from + 1 + self.below(40)).min(of.len())]
    }

    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len());
        let end = (at + self.below(20)).min(bytes.len());
        match self.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, PIECES[self.below(PIECES.len())].iter().copied())),
            3 => drop(bytes.splice(at..end, self.piece(other).iter().copied())),
            4 => {
                let piece = self.piece(bytes).repeat(1 + self.below(30));
                bytes.splice(at..at, piece);
            }
            5 => bytes.truncate(at),
            _ if at < bytes.len() && bytes[at].is_ascii_digit() => bytes[at] = b"0123456789-.e"[self.below(13)],
            _ => {}
        }
    }
}

fn changed(rounds: usize) {
    for &(target, check) in TARGETS {
        let (seeds, mut chance) = (seeds(target), Chance(20_240_613));
        for round in 0..rounds {
            let mut bytes = seeds[chance.below(seeds.len())].clone();
            for _ in 0..=chance.below(4) {
                let other = &seeds[chance.below(seeds.len())];
                chance.change(&mut bytes, other);
            }
            if catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_err() {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{target}-{round}"));
                fs::write(&path, &bytes).unwrap();
                panic!("{} breaks it", path.display());
            }
        }
    }
}

#[test]
fn the_seeds_themselves() {
    for &(target, check) in TARGETS {
        seeds(target).iter().for_each(|seed| check(seed));
    }
}

#[test]
fn changed_by_chance() {
    changed(FEW);
}

#[test]
#[ignore = "takes minutes"]
fn changed_by_chance_for_long() {
    changed(MANY);
}
