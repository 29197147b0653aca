//! `cargo xtask`: sets up, serves, checks, tests and builds Challenge Map.
//!
//! The modules are in reading order. Decisions that do not need another program are in
//! plain functions with tests beside them; the other functions run programs and report that.

use std::{env, fmt, path::PathBuf, process::ExitCode};

mod cli;
mod process;
mod tools;
mod install;
mod receivers;
mod hosts;
mod engines;
mod html;
mod serve;
mod parts;
mod build;
mod machine_paths;
mod sizes;
mod bench;
mod lighthouse;
mod release;
mod failures;
mod test;
mod totals;

/// The reason why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// A program that was run failed, or could not be run.
    Failed(String),
    /// Something has to be installed by hand; the text names it.
    Missing(String),
    /// Everything has been printed already, and nothing may follow its last line.
    Told {
        /// `true` if something has to be installed by hand.
        missing: bool,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(text) | Self::Missing(text) => f.write_str(text),
            Self::Told { .. } => Ok(()),
        }
    }
}

impl Failure {
    /// Returns the exit code that `cargo xtask --help` lists.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Failed(_) | Self::Told { missing: false } => ExitCode::from(1),
            Self::Missing(_) | Self::Told { missing: true } => ExitCode::from(3),
        }
    }
}

fn main() -> ExitCode {
    let command = match cli::parse(env::args_os().skip(1)) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("xtask: {problem}\n\n{}", cli::HELP);
            return ExitCode::from(2);
        }
    };
    match enter_root().and_then(|()| run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !matches!(failure, Failure::Told { .. }) {
                eprintln!("xtask: {failure}");
            }
            failure.exit_code()
        }
    }
}

fn run(command: cli::Command) -> Result<(), Failure> {
    match command {
        cli::Command::Help => {
            println!("{}", cli::HELP);
            Ok(())
        }
        cli::Command::Serve { port, open } => serve::serve(port, open),
        cli::Command::Check => test::check(),
        cli::Command::Test { only } => test::test(&only),
        cli::Command::Soak { submissions, seed } => test::soak(submissions, seed),
        cli::Command::Build => build::build(),
        cli::Command::Sizes => sizes::report(),
        cli::Command::Release => release::release(),
        cli::Command::Bench(asked) => bench::bench(&asked),
        cli::Command::Lighthouse => lighthouse::lighthouse(),
    }
}

/// Makes the checkout the working directory, so that every path below is short and relative.
fn enter_root() -> Result<(), Failure> {
    // Set by `cargo run`; the other is for whoever starts the built program by hand.
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = PathBuf::from(xtask).join("..");
    env::set_current_dir(&root)
        .map_err(|error| Failure::Failed(format!("cannot enter {}: {error}", root.display())))
}
