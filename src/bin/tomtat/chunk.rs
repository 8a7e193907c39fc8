//! Articles in chunks: read in the background, worked on by all threads, given back in the order of the input, in bounded memory.

use std::hash::{Hash, Hasher};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use rayon::{ThreadPool, ThreadPoolBuilder};
use rustc_hash::FxHasher;

use crate::input::{self, Item, Reading};
use crate::stop;

/// A chunk ends when it has so many articles or so many bytes. Where chunks end depends on the input alone: a run that
/// continues another must cut as that one did.
const ARTICLES: usize = 128;
const BYTES: usize = 4 << 20;

/// Articles that follow each other.
pub struct Chunk {
    pub items: Vec<Item>,
    /// Number of the first, from 0.
    pub first: usize,
    /// How far into the input it reaches.
    pub reached: Reached,
}

/// A place in the input behind an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reached {
    pub articles: u64,
    /// Hash of all articles up to here.
    pub hash: u64,
    /// Bytes of the files, as they lie on the disk, read so far.
    pub consumed: u64,
}

/// The input as the user names it.
#[derive(Clone)]
pub struct Input {
    pub files: Vec<PathBuf>,
    pub reading: Reading,
    /// Articles that an earlier run has done; they are passed over.
    pub done: Reached,
}

/// The results of the chunks in the order of the input; it ends early after Ctrl-C.
pub struct Ordered<T>(Receiver<Result<Receiver<T>>>);

/// Does `work` on all chunks of `input`, several at once, on a pool of `threads`.
pub fn in_order<T: Send + 'static>(input: Input, threads: u16, work: impl Fn(Chunk) -> T + Send + Sync + 'static) -> Result<Ordered<T>> {
    let threads = usize::from(threads);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start the threads")?;
    // Two wait beside the one that is taken out, so that no thread idles while the last article of a chunk is read.
    let (order, receive) = sync_channel(2 + threads / 32);
    std::thread::spawn(move || Reader { pool, order, work: Arc::new(work) }.read(&input));
    Ok(Ordered(receive))
}

impl<T> Iterator for Ordered<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match patiently(&self.0)? {
            Ok(result) => patiently(&result).map(Ok),
            Err(e) => Some(Err(e)),
        }
    }
}

/// What comes next; none at the end or after Ctrl-C, which must not wait for a slow input.
fn patiently<T>(channel: &Receiver<T>) -> Option<T> {
    while !stop::asked() {
        match channel.recv_timeout(Duration::from_millis(50)) {
            Ok(value) => return Some(value),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    None
}

struct Reader<T, W> {
    pool: ThreadPool,
    order: SyncSender<Result<Receiver<T>>>,
    work: Arc<W>,
}

impl<T: Send + 'static, W: Fn(Chunk) -> T + Send + Sync + 'static> Reader<T, W> {
    fn read(&self, input: &Input) {
        // One by one for those who type.
        let most = if input.files.iter().any(|f| f.as_os_str() == "-") && std::io::stdin().is_terminal() { 1 } else { ARTICLES };
        let (consumed, mut hasher) = (AtomicU64::new(0), FxHasher::default());
        let (mut reached, mut first, mut items, mut bytes) = (Reached::default(), input.done.articles, Vec::new(), 0);
        input::read_counted(&input.files, &input.reading, &consumed, |item| {
            item.hash(&mut hasher);
            reached = Reached { articles: reached.articles + 1, hash: hasher.finish(), consumed: consumed.load(Ordering::Relaxed) };
            if reached.articles <= input.done.articles {
                return !stop::asked() && (reached.articles < input.done.articles || reached.hash == input.done.hash || self.differs());
            }
            bytes += item.size();
            items.push(item);
            if items.len() < most && bytes < BYTES {
                return true;
            }
            bytes = 0;
            self.give(Chunk { items: std::mem::take(&mut items), first: std::mem::replace(&mut first, reached.articles) as usize, reached })
        });
        if reached.articles < input.done.articles {
            self.differs();
        } else if !items.is_empty() {
            self.give(Chunk { items, first: first as usize, reached });
        }
    }

    /// Hands a chunk to the threads; false where nobody waits for it, which is so only when the work has ended already.
    fn give(&self, chunk: Chunk) -> bool {
        let (tell, result) = sync_channel(1);
        let taken = self.order.send(Ok(result)).is_ok();
        if taken {
            let work = Arc::clone(&self.work);
            self.pool.spawn(move || {
                let _ = tell.send(work(chunk));
            });
        }
        taken
    }

    fn differs(&self) -> bool {
        let _ =
            self.order.send(Err(anyhow!("the articles that the stopped run has done are not those of this input; give the same input")));
        false
    }
}
