//! Runs a wasm test binary in a headless browser.
//!
//! It is the test runner of wasm-bindgen, built from our own lock file: nothing has to be installed,
//! and the version cannot differ from the library's. It is a program of its own because its web
//! server takes longer to build than the page, and `cargo xtask serve` does not need it.

use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
