//! Standard output and standard error of the tool. It is no error if the reader, such as `head`, has closed the pipe:
//! a command goes on and drops what it prints, so that files are whole and the exit status is the same.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, StderrLock, StdoutLock, Write};

/// The reason why a line could not be printed, for example a full disk.
#[derive(Debug, thiserror::Error)]
#[error("can't print: {0}")]
pub struct PrintError(#[source] io::Error);

/// A stream that drops what is written to it once its reader has closed the pipe.
#[derive(Debug)]
pub struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_closed(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_closed(self.0.flush(), ())
    }
}

/// Returns `done`, or `dropped` if the reader has closed the pipe.
fn unless_closed<T>(done: io::Result<T>, dropped: T) -> io::Result<T> {
    match done {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(dropped),
        done => done,
    }
}

/// Returns the locked standard output.
pub fn stdout() -> Output<StdoutLock<'static>> {
    Output(io::stdout().lock())
}

/// Returns the locked standard error.
pub fn stderr() -> Output<StderrLock<'static>> {
    Output(io::stderr().lock())
}

/// Prints to standard output; [`outln`] adds the end of the line.
///
/// # Errors
///
/// Returns an error if the output can't be written, though its reader is there.
pub fn print(text: Arguments<'_>) -> Result<(), PrintError> {
    stdout().write_fmt(text).map_err(PrintError)
}

/// Prints to standard error; [`errln`] adds the end of the line. An error of standard error itself can't be told.
pub fn print_error(text: Arguments<'_>) {
    stderr().write_fmt(text).ok();
}

/// Prints a line to standard output, as `println!` does, but returns an error where that panics.
macro_rules! outln {
    ($($text:tt)*) => { $crate::output::print(format_args!("{}\n", format_args!($($text)*))) };
}

/// Prints a line to standard error, as `eprintln!` does, but never panics.
macro_rules! errln {
    ($($text:tt)*) => { $crate::output::print_error(format_args!("{}\n", format_args!($($text)*))) };
}

pub(crate) use {errln, outln};

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that fails in one way.
    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn only_a_closed_pipe_is_no_error() {
        let mut closed = Output(Failing(ErrorKind::BrokenPipe));
        assert!(writeln!(closed, "a line").is_ok() && closed.flush().is_ok());
        let mut full = Output(Failing(ErrorKind::StorageFull));
        assert_eq!(writeln!(full, "a line").unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(full.flush().unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
