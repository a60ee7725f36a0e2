//! Intake server and officer command line.
fn main() {}
