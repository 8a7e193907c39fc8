//! The reading, on threads of its own, and the places of those who wait for it.

use std::sync::Arc;

use anyhow::Result;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tomtat::{Pipeline, Segmenter};

use super::problem::Problem;
use crate::args::Reading;
use crate::enrich::pipeline;

pub struct Engine {
    pub pipeline: Pipeline,
    pub segmenter: Segmenter,
    /// The text is clean, whatever a request says.
    pub clean: bool,
    pub threads: usize,
    /// One a thread, given in the order in which they are asked for.
    working: Arc<Semaphore>,
    /// One a request that is being worked on or waits.
    places: Arc<Semaphore>,
}

/// The place of a request; dropping it gives it back.
pub struct Place(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

impl Engine {
    pub fn new(reading: &Reading, threads: usize, queue: usize) -> Result<Self> {
        let segmenter = match &reading.words {
            Some(path) => Segmenter::with_word_file(path)?,
            None => Segmenter::new(),
        };
        Ok(Self {
            pipeline: pipeline(reading)?,
            segmenter,
            clean: reading.clean,
            threads,
            working: Arc::new(Semaphore::new(threads)),
            places: Arc::new(Semaphore::new(threads.saturating_add(queue).min(Semaphore::MAX_PERMITS))),
        })
    }

    /// A place for a request, or the advice to come again.
    pub fn place(&self) -> Result<Place, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map(Place).map_err(|_| Problem::busy())
    }

    /// Does `work` on one of the threads when its turn has come. What has begun goes on even where nobody waits for it any longer.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let turn = Arc::clone(&self.working).acquire_owned().await.expect("never closed");
        let done = spawn_blocking(move || {
            let value = work();
            drop(turn);
            value
        });
        done.await.map_err(|_| Problem::internal())
    }
}
