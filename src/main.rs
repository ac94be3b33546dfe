//! Runs the command and leaves with its exit code.

fn main() -> std::process::ExitCode {
    fenliu::cli::start(std::env::args_os())
}
