//! `challenge-map`: the native tool for publishers. Each command is a module.

#![warn(clippy::print_stdout, clippy::print_stderr)] // they panic when the reader has closed the pipe: `output` does not

mod bundle;
mod check;
mod config;
mod files;
mod import;
mod new;
mod output;
mod publish;
mod serve;
mod signups;
mod survey;
mod translate;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::errln;

/// Makes, checks and serves Challenge Map sites.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(new::Args),
    Import(import::Args),
    Bundle(bundle::Args),
    Check(check::Args),
    Schema(check::SchemaArgs),
    Survey(survey::Args),
    Translate(translate::Args),
    CheckConfig(config::CheckArgs),
    Config(config::Args),
    Publish(publish::Args),
    Serve(serve::Args),
    Signups(signups::Args),
    Words(words::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::New(args) => new::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Bundle(args) => bundle::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Schema(args) => check::schema(&args),
        Command::Survey(args) => survey::run(&args),
        Command::Translate(args) => translate::run(&args),
        Command::CheckConfig(args) => config::check(&args),
        Command::Config(args) => config::run(&args),
        Command::Publish(args) => publish::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Signups(args) => signups::run(&args),
        Command::Words(args) => words::run(&args),
    };
    done.unwrap_or_else(|error| {
        errln!("challenge-map: {error}");
        ExitCode::from(2)
    })
}
