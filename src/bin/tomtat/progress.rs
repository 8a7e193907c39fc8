//! What the user sees on standard error: a bar while the work goes on, and figures at its end.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Enrich;
use crate::input;
use crate::records::Piece;
use crate::resume::Done;

/// The bar comes when the work takes longer.
const PATIENCE: Duration = Duration::from_secs(1);

pub struct Progress {
    bar: ProgressBar,
    since: Instant,
    /// What an earlier run had done.
    earlier: Done,
    /// Bytes of the articles of this run.
    size: u64,
    quiet: bool,
}

impl Progress {
    pub fn new(options: &Enrich, earlier: Done) -> Self {
        let quiet = options.quiet;
        let seen = !quiet && std::io::stderr().is_terminal();
        let total = if seen { input::size(&options.input.files) } else { None };
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if seen {
            let template = match total {
                Some(_) => "{bar:24} {percent}%, {msg}, {elapsed}, {eta} left",
                None => "{spinner} {msg}, {elapsed}",
            };
            bar.set_style(ProgressStyle::with_template(template).expect("a fixed template"));
        }
        Self { bar, since: Instant::now(), earlier, size: 0, quiet }
    }

    pub fn show(&mut self, piece: &Piece, done: Done) {
        if self.size == 0 {
            // What was passed over says nothing of the speed.
            self.bar.set_position(piece.reached.consumed);
            self.bar.reset_eta();
        }
        self.size += piece.size;
        if self.bar.is_hidden() && self.since.elapsed() > PATIENCE && !self.quiet && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(format!("{} articles, {:.1}/s", HumanCount(done.articles), self.rate(done)));
        self.bar.set_position(piece.reached.consumed);
    }

    /// Takes the bar away and tells what was done.
    pub fn end(&self, done: Done) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let seconds = self.since.elapsed().as_secs_f64();
        let unsound = if done.unsound > 0 { format!(", {} of them with problems", HumanCount(done.unsound)) } else { String::new() };
        let earlier = match self.earlier.articles {
            0 => String::new(),
            articles => format!(", {} of the articles in an earlier run", HumanCount(articles)),
        };
        eprintln!(
            "tomtat: {} records{unsound}, {} errors{earlier}; {seconds:.1} s, {:.1} articles/s, {:.2} MB/s",
            HumanCount(done.records),
            HumanCount(done.errors()),
            self.rate(done),
            self.size as f64 / 1e6 / seconds.max(1e-9)
        );
    }

    fn rate(&self, done: Done) -> f64 {
        (done.articles - self.earlier.articles) as f64 / self.since.elapsed().as_secs_f64().max(1e-9)
    }
}
