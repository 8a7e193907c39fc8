//! Writing with a checkpoint of the size of ViT5-base, on one core. Random weights, made (1 GB) and timed in transformers by
//! `python models/training/generate_speed.py target/vit5-base-random`, then `cargo bench --features generate --bench generate`.

use std::path::Path;
use std::time::Instant;

use tomtat::generate::{Generator, Options};

/// Tokens of the input, and tokens that are written.
const INPUT: usize = 512;
const WRITTEN: usize = 64;
/// Runs of each, of which the fastest counts.
const RUNS: usize = 3;

/// Seconds of the processor that this thread has taken (Linux), else seconds since the first call.
fn clock() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let taken = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let taken = taken.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    taken.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/vit5-base-random");
    let text = "Ngày 14/3/2024, huyện Sông Trà họp bàn việc giữ rừng và phòng cháy trong mùa khô. ".repeat(40);
    let time = |beams: usize, tokens: usize| -> Option<f64> {
        let options = Options { beams, most: tokens, least: tokens, no_repeat: 3, input: Some(INPUT), ..Options::default() };
        let generator = match Generator::open_with(&folder, options) {
            Ok(generator) => generator,
            Err(error) => {
                println!("skipped: {error}");
                return None;
            }
        };
        let run = |_| {
            let start = clock();
            assert_eq!(generator.write(&text).ids.len(), tokens);
            clock() - start
        };
        (0..RUNS).map(run).reduce(f64::min)
    };
    for beams in [1, 4] {
        let (Some(first), Some(all)) = (time(beams, 1), time(beams, 1 + WRITTEN)) else { return };
        let each = (all - first) / WRITTEN as f64;
        println!(
            "{beams} beams: {INPUT} tokens read and one written in {:.2} s, then {:.1} tokens/s ({:.0} ms each)",
            first,
            1.0 / each,
            each * 1e3
        );
    }
}
