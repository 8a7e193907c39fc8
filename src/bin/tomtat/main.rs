//! The `tomtat` command: articles in, metadata records out.

// Without Parquet there are no rows of columns, and what is made of them is never reached.
#![cfg_attr(not(feature = "parquet"), allow(dead_code, unreachable_code, unused_variables, clippy::clone_on_copy))]

mod args;
mod article;
mod chunk;
#[cfg(feature = "parquet")]
mod columns;
#[cfg(not(feature = "parquet"))]
#[path = "columns/none.rs"]
mod columns;
mod digest;
mod enrich;
mod eval;
mod input;
mod laws;
mod lines;
mod output;
mod packing;
mod progress;
mod records;
mod report;
mod resume;
mod segment;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod stop;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use tomtat::export::schema;

/// Some records of the input could not be read; the rest was written.
const SOME_FAILED: u8 = 3;
/// Stopped by Ctrl-C.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let args = Args::parse();
    if !args.command.stops_itself() {
        stop::listen();
    }
    let result = match &args.command {
        Command::Enrich(options) => enrich::run(options),
        Command::Digest(options) => digest::run(options),
        Command::Segment(options) => segment::run(options),
        Command::Laws(options) => laws::run(options),
        Command::Eval(options) => eval::run(options),
        Command::Show(options) => show::run(options),
        Command::Report(options) => report::run(options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(options),
        Command::Schema(options) => print_schema(options.error),
    };
    match result {
        Ok(_) if stop::asked() => ExitCode::from(INTERRUPTED),
        Ok(0) => ExitCode::SUCCESS,
        Ok(failed) => {
            eprintln!("tomtat: {failed} of the records failed; an article that could not be read has an error record with the reason");
            ExitCode::from(SOME_FAILED)
        }
        Err(e) if output::is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("tomtat: {e:#}");
            ExitCode::FAILURE
        }
    }
}

fn print_schema(of_errors: bool) -> anyhow::Result<usize> {
    let text = if of_errors { schema::ERROR } else { schema::RECORD };
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())?;
    Ok(0)
}
