//! Articles in, records out: the same bytes as from the command.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;
use tomtat::record::ErrorRecord;

use super::body::{Batch, Batched, Piece};
use super::options::Asked;
use super::problem::Problem;
use super::routes::Service;
use crate::article;
use crate::lines::written;

/// Articles of a batch that wait at once for a thread, for each thread: enough that none idles while a long article is read, few enough
/// that other requests get their turn between them.
const AHEAD: usize = 4;

/// The records of all articles in the order and the form in which they came.
pub async fn records(service: &Arc<Service>, batch: Batch, asked: Asked) -> Result<Vec<u8>, Problem> {
    let Batch { pieces, form, .. } = batch;
    if form == Batched::One {
        let piece = pieces.into_iter().next().ok_or_else(Problem::internal)?;
        return record(service, piece, asked).await?.map_err(|e| Problem::no_article(e.error.reason));
    }
    let each = pieces.into_iter().map(|piece| async {
        let origin = piece.origin();
        let failed = |e: ErrorRecord| serde_json::to_vec(&e).map(|json| [json, b"\n".to_vec()].concat()).unwrap_or_default();
        match record(service, piece, asked).await {
            Ok(Ok(record)) => record,
            Ok(Err(e)) => failed(e),
            Err(problem) => failed(article::error(&origin, None, problem.detail)),
        }
    });
    let ahead = service.engine.threads.saturating_mul(AHEAD);
    let records: Vec<Vec<u8>> = stream::iter(each).buffered(ahead).collect().await;
    Ok(if form == Batched::Lines { records.concat() } else { array(&records) })
}

/// One record; the outer failure is the service's, the inner one the article's.
async fn record(service: &Arc<Service>, piece: Piece, asked: Asked) -> Result<Result<Vec<u8>, ErrorRecord>, Problem> {
    let worker = Arc::clone(service);
    let record = service.engine.run(move || read(&worker, piece, asked)).await?;
    service.metrics.article(record.is_ok());
    Ok(record)
}

fn read(service: &Service, piece: Piece, asked: Asked) -> Result<Vec<u8>, ErrorRecord> {
    let pipeline = &service.engine.pipeline;
    article::read(piece.item(), service.engine.clean || asked.clean(), |article, rest| {
        let mut record = pipeline.enrich_with(article, asked.reading(pipeline.options()));
        record.topics.truncate(asked.topics.unwrap_or(usize::MAX));
        record.source = rest;
        written(&mut record, article, asked.form(), asked.offsets)
    })
}

/// Lines as one JSON array.
fn array(lines: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::with_capacity(lines.iter().map(|line| line.len() + 1).sum::<usize>() + 3);
    all.push(b'[');
    for (n, line) in lines.iter().enumerate() {
        all.extend_from_slice(if n == 0 { b"" } else { b",\n" });
        all.extend_from_slice(line.trim_ascii_end());
    }
    all.extend_from_slice(b"]\n");
    all
}
