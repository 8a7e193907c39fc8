//! Any bytes as a line of a stream: an article or a reason, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tomtat::export::input::Input;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(line) = std::str::from_utf8(bytes) {
        match Input::parse(line) {
            Ok(input) => assert!(input.article().text.len() <= 3 * line.len()),
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
});
