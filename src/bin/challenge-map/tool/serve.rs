//! `challenge-map serve`.
use std::{error::Error, process::ExitCode};

/// To be filled in.
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    Err("not built yet".into())
}
