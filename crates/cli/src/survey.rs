//! `challenge-map survey`: made-up answer sheets for the sample.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::output::outln;

mod profile;
mod sample;

/// Write the sample survey: made-up answer sheets, the same for the same seed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map survey                        write the sheets again, unchanged
  challenge-map survey --seed 7 --out /tmp/s  other sheets, elsewhere
Then make the bundle from them with `challenge-map bundle`.")]
pub struct Args {
    /// Seed of the random numbers; another seed gives other sheets.
    #[arg(long, default_value_t = sample::SEED)]
    seed: u64,
    /// The folder to write to.
    #[arg(long, default_value = "seeds/sample-survey")]
    out: PathBuf,
}

/// Writes one CSV file per wave.
///
/// # Errors
///
/// Returns an error if a file can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    std::fs::create_dir_all(&args.out).map_err(|error| format!("{}: {error}", args.out.display()))?;
    for wave in &sample::WAVES {
        let path = args.out.join(format!("{}.csv", wave.id));
        let csv = sample::sheets(wave, args.seed)?;
        std::fs::write(&path, &csv).map_err(|error| format!("{}: {error}", path.display()))?;
        outln!("{}: {} made-up answer sheets, {} bytes", path.display(), wave.respondents, csv.len())?;
    }
    Ok(ExitCode::SUCCESS)
}
