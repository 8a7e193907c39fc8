//! Connections: taken in, kept within bounds, and brought to an end when the service is to stop.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::routes::{Service, router};

/// Connections at once; more wait with the system.
const CONNECTIONS: usize = 1024;
/// Time for the head of a request, and between two requests of a connection.
const HEAD: Duration = Duration::from_secs(30);
/// Time beyond that of a request in which its answer is to be taken when the service stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves until a signal; then what has begun is brought to its end.
pub async fn serve(listener: TcpListener, service: Arc<Service>) -> Result<()> {
    let mut stop = std::pin::pin!(signal()?);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let (graceful, places, routes) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)), router(Arc::clone(&service)));
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.expect("never closed");
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            next = next => next,
        };
        let Ok((stream, _)) = accepted else {
            // No file handle is left, most likely; some connection will end.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // It fails where the other side goes away, which is its business.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    service.stopping.store(true, Ordering::Relaxed);
    eprintln!("tomtat: stopping; requests that have begun are finished");
    tokio::spawn(async {
        if let Ok(again) = signal() {
            again.await;
            std::process::exit(130);
        }
    });
    if timeout(service.limits.time + FAREWELL, graceful.shutdown()).await.is_err() {
        eprintln!("tomtat: some answers were not taken in time");
    }
    Ok(())
}

/// Comes when the service is to stop.
fn signal() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let handle = |kind| signal(kind).context("cannot listen to signals");
        let (mut terminate, mut interrupt) = (handle(SignalKind::terminate())?, handle(SignalKind::interrupt())?);
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
