//! The reading, on threads of its own, and the places of those who wait for it.

use std::sync::Arc;

use anyhow::{Context, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
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
    /// Goes from one article to the next by itself: a thread that had to be told by the runtime would idle between them.
    pool: ThreadPool,
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
        // A panic is the problem of one request, which hears of it as its channel closes.
        let pool = ThreadPoolBuilder::new().num_threads(threads).panic_handler(|_| ()).build().context("cannot start the threads")?;
        Ok(Self {
            pipeline: pipeline(reading)?,
            segmenter,
            clean: reading.clean,
            threads,
            pool,
            places: Arc::new(Semaphore::new(threads.saturating_add(queue).min(Semaphore::MAX_PERMITS))),
        })
    }

    /// A place for a request, or the advice to come again.
    pub fn place(&self) -> Result<Place, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map(Place).map_err(|_| Problem::busy())
    }

    /// Does `work` on one of the threads when its turn has come, unless nobody waits for it by then. What has begun goes on even where
    /// nobody waits for it any longer.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let (tell, told) = oneshot::channel();
        self.pool.spawn_fifo(move || {
            if !tell.is_closed() {
                let _ = tell.send(work());
            }
        });
        told.await.map_err(|_| Problem::internal())
    }
}
