//! `tomtat serve`: the same reading over HTTP.
//!
//! A few threads speak HTTP; the reading runs on threads of its own, as many as asked for. A request takes a place before its body is
//! read, so memory is bounded by places and sizes, and gives it back when its answer is made or its sender has gone.

mod answers;
mod articles;
mod body;
mod connections;
mod engine;
mod metrics;
mod openapi;
mod options;
mod page;
mod problem;
mod routes;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::args::Serve;
use engine::Engine;
use routes::Service;

/// Threads that speak HTTP; they read no article.
const SPEAKERS: usize = 2;

pub fn run(options: &Serve) -> Result<usize> {
    // What a panic says may quote the article.
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => eprintln!("tomtat: internal error at {place}; please report it"),
        None => eprintln!("tomtat: internal error; please report it"),
    }));
    let threads = options.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let service = Arc::new(Service::new(Engine::new(&options.reading, threads, options.queue)?, options));
    let runtime = Builder::new_multi_thread()
        .worker_threads(SPEAKERS)
        // One more finds the address to listen at.
        .max_blocking_threads(threads + 1)
        .thread_name("tomtat")
        .enable_all()
        .build()
        .context("cannot start the threads")?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(&options.listen).await.with_context(|| format!("cannot listen at {}", options.listen))?;
        eprintln!("tomtat: listening at http://{}", listener.local_addr()?);
        connections::serve(listener, service).await
    });
    // A reading that took too long cannot be stopped; nobody waits for it.
    runtime.shutdown_timeout(Duration::ZERO);
    served.map(|()| 0)
}
