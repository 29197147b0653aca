//! Command `challenge-map signups`: lists sign-ups, or deletes one.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use explore::export::{BYTE_ORDER_MARK, quoted};
use signup::EmailAddress;

use crate::output::{self, errln, outln};
use crate::serve::DATA;
use crate::serve::store::{CSV_HEAD, Row, Store};

const EXAMPLES: &str = "\
Examples:
  challenge-map signups                       a table
  challenge-map signups --csv > signups.csv   for a spreadsheet or a mailing list
  challenge-map signups --data other.sqlite   from another file
  challenge-map signups --delete ana@b.org    forget this address; the server may go on

In CSV, cells that begin with = + - @ or a tab, also after a semicolon or a line break in
them, get an apostrophe there: spreadsheets would run them as formulas. A mailing list wants
it removed again. The file begins with a byte order mark, without which Excel mistakes accents.

What is deleted is overwritten in the file, but not in copies of it such as backups.
Exit status: 0 done, 1 nobody with that address, 2 the file can not be used.";

/// List the sign-ups that `challenge-map serve` has stored, the oldest first, or delete one.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// SQLite file that sign-ups are in.
    #[arg(long, value_name = "FILE", default_value = DATA)]
    data: PathBuf,
    /// Print CSV instead of a table.
    #[arg(long)]
    csv: bool,
    /// Delete the sign-up of this address instead.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "csv", value_parser = address)]
    delete: Option<EmailAddress>,
}

fn address(text: &str) -> Result<EmailAddress, &'static str> {
    EmailAddress::parse(text.trim()).ok_or("this is no email address")
}

/// Lists the sign-ups or deletes one.
///
/// # Errors
///
/// Returns an error if the file can't be read or changed.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    if let Some(email) = &args.delete {
        return delete(email, &Store::open_to_delete(&args.data)?);
    }
    let rows = Store::open_to_read(&args.data)?.rows()?;
    let out = output::stdout();
    if args.csv {
        print_csv(&rows, out)?;
    } else {
        print_table(&rows, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn delete(email: &EmailAddress, store: &Store) -> Result<ExitCode, Box<dyn Error>> {
    let (was_there, email) = (store.erase(email)?, email.as_str());
    if was_there {
        outln!("{email} is deleted")?;
        return Ok(ExitCode::SUCCESS);
    }
    errln!("challenge-map: nobody has signed up with {email}");
    Ok(ExitCode::from(1))
}

fn print_table(rows: &[Row], mut out: impl Write) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(out, "no sign-ups yet");
    }
    let head = ["when (UTC)", "email", "name", "role"];
    let cells = rows.iter().map(|row| {
        [&row.created_at, &row.email, row.name.as_deref().unwrap_or(""), row.role.as_deref().unwrap_or("")]
    });
    let lines: Vec<[&str; 4]> = std::iter::once(head).chain(cells).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let [when, email, name] = [width(0), width(1), width(2)];
    for line in &lines {
        let padded = format!("{:when$}  {:email$}  {:name$}  {}", line[0], line[1], line[2], line[3]);
        writeln!(out, "{}", padded.trim_end())?;
    }
    Ok(())
}

fn print_csv(rows: &[Row], mut out: impl Write) -> io::Result<()> {
    write!(out, "{BYTE_ORDER_MARK}{CSV_HEAD}\r\n")?;
    for row in rows {
        let cells = [
            &row.created_at,
            &row.email,
            row.name.as_deref().unwrap_or(""),
            row.role.as_deref().unwrap_or(""),
            &row.consent_text,
        ];
        write!(out, "{}\r\n", cells.map(quoted).join(","))?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(email: &str, name: Option<&str>) -> Row {
        Row {
            created_at: "2026-11-24T08:00:00Z".into(),
            email: email.into(),
            name: name.map(str::to_owned),
            role: None,
            consent_text: "Yes, please.".into(),
        }
    }

    fn printed(print: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        print(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_has_aligned_columns() {
        let rows = [row("name@example.org", Some("Ana")), row("a@b", None)];
        assert_eq!(
            printed(|out| print_table(&rows, out)),
            "when (UTC)            email             name  role\n\
             2026-11-24T08:00:00Z  name@example.org  Ana\n\
             2026-11-24T08:00:00Z  a@b\n"
        );
        assert_eq!(printed(|out| print_table(&[], out)), "no sign-ups yet\n");
    }

    #[test]
    fn no_cell_of_the_csv_is_a_formula() {
        let rows = [
            row("=1+1@b.c", Some("=HYPERLINK(\"x\", \"y\")")),
            row("+a@b", Some("-1")),
            row("a@b", Some("Ana;@x")),
        ];
        assert_eq!(
            printed(|out| print_csv(&rows, out)),
            "\u{feff}created_at,email,name,role,consent_text\r\n\
             2026-11-24T08:00:00Z,'=1+1@b.c,\"'=HYPERLINK(\"\"x\"\", \"\"y\"\")\",,\"Yes, please.\"\r\n\
             2026-11-24T08:00:00Z,'+a@b,-1,,\"Yes, please.\"\r\n\
             2026-11-24T08:00:00Z,a@b,\"Ana;'@x\",,\"Yes, please.\"\r\n"
        );
    }
}
