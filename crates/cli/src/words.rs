//! `challenge-map words`: message catalogs for pages, from the messages in the source.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use challenge_map::messages::{catalog, translations};
use messages::domain::Domain;
use messages::language::Language;

use crate::output::{errln, outln};

/// Make the message catalogs, for those who build the program.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the files.
    #[arg(long, default_value = "public/words")]
    out: PathBuf,
    /// Write nothing; fail if a file is out of date.
    #[arg(long)]
    check: bool,
}

/// Writes the catalogs, or compares them with the files.
///
/// # Errors
///
/// Returns an error if a file can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut stale = 0;
    let files =
        Language::ALL.into_iter().flat_map(|language| Domain::SHIPPED.map(|domain| (language, domain)));
    for (language, domain) in files {
        let path = args.out.join(catalog::file_name(language, domain));
        let text = catalog::file(translations::locale(language), domain);
        if std::fs::read_to_string(&path).is_ok_and(|found| found == text) {
            continue;
        }
        stale += 1;
        if args.check {
            errln!("{} is out of date; make it again with: challenge-map words", path.display());
        } else {
            std::fs::create_dir_all(&args.out)?;
            std::fs::write(&path, text).map_err(|source| format!("{}: {source}", path.display()))?;
            outln!("{}", path.display())?;
        }
    }
    Ok(if args.check && stale > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
