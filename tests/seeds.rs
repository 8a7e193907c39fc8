//! The seeds of the fuzz targets, and what fuzzing has found, on every build.
#![cfg(all(feature = "html", feature = "model"))]

#[path = "../fuzz/checks.rs"]
mod checks;
#[cfg(feature = "parquet")]
#[path = "../fuzz/columns.rs"]
mod columns;

use std::fs;

fn each(target: &str, check: impl Fn(&[u8])) {
    let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut seeds = 0;
    for seed in fs::read_dir(folder).unwrap() {
        let path = seed.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
        seeds += 1;
    }
    assert!(seeds > 5, "{seeds} seeds");
}

#[test]
fn articles() {
    each("article", checks::article);
}

#[test]
fn lines() {
    each("line", checks::line);
}

#[test]
fn models() {
    each("model", checks::model);
}

#[cfg(feature = "parquet")]
#[test]
fn batches() {
    each("batch", columns::batch);
}

#[cfg(feature = "parquet")]
#[test]
fn files_of_columns() {
    each("parquet", columns::parquet);
}
