//! The command as the tests of streams and columns call it.

use assert_cmd::Command;

/// `tomtat enrich`, without the neural model.
pub fn enrich() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tomtat"));
    command.arg("enrich");
    if cfg!(feature = "model") {
        command.arg("--no-model");
    }
    command
}
