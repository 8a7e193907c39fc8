//! Ctrl-C: the first asks the work to end at the next record, the second ends at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

pub fn listen() {
    // Without a handler Ctrl-C ends the process at once, which loses nothing that was flushed.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
}

pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
