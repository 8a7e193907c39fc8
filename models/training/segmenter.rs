//! Trains `models/segmenter.bin`; see `models/training/segmenter.md`.
//!
//! usage: zstd -dc DATA/vietnews/train.jsonl.zst | train-segmenter DATA OUT [--silver SENTENCES] [--with-dev] [--keep FILE] [--errors FILE]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut plan = tomtat::word::train::Plan::default();
    let mut paths = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--with-dev" => plan.with_dev = true,
            "--keep" => plan.kept = args.next().map(Into::into),
            "--errors" => plan.errors = args.next().map(Into::into),
            "--silver" => plan.silver = args.next().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX),
            _ => paths.push(arg),
        }
    }
    let [data, out] = &paths[..] else {
        eprintln!(
            "usage: zstd -dc DATA/vietnews/train.jsonl.zst | train-segmenter DATA OUT [--silver SENTENCES] [--with-dev] [--keep FILE] [--errors FILE]"
        );
        return ExitCode::FAILURE;
    };
    match tomtat::word::train::run(Path::new(data), Path::new(out), &plan, std::io::stdin().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
