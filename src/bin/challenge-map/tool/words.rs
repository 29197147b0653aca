//! `challenge-map words`: from the messages in the source to the files that pages fetch.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use challenge_map::language::Language;
use challenge_map::locale;
use challenge_map::text::catalog;
use challenge_map::text::words::Section;

/// Make the files of what the program says, for those who build it.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the files.
    #[arg(long, default_value = "public/words")]
    out: PathBuf,
    /// Write nothing; fail if a file is out of date.
    #[arg(long)]
    check: bool,
}

/// Makes the files and writes them, or compares them with those there are.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut stale = 0;
    let files = Language::ALL.into_iter().flat_map(|language| Section::SHIPPED.map(|part| (language, part)));
    for (language, section) in files {
        let path = args.out.join(catalog::file_name(language, section));
        let text = catalog::file(locale::speech(language), section);
        if std::fs::read_to_string(&path).is_ok_and(|found| found == text) {
            continue;
        }
        stale += 1;
        if args.check {
            eprintln!("{} is out of date; make it again with: challenge-map words", path.display());
        } else {
            std::fs::create_dir_all(&args.out)?;
            std::fs::write(&path, text).map_err(|source| format!("{}: {source}", path.display()))?;
            println!("{}", path.display());
        }
    }
    Ok(if args.check && stale > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
