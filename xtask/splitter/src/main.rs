//! Stands in for `wasm-bindgen` when trunk builds the release: splits the program into parts before the real
//! one sees it. trunk has no step of its own between linking and wasm-bindgen, and takes the first program of
//! that name on `PATH`.
//!
//! Environment: `WASM_BINDGEN` is the real program, `PARTS` a folder for the parts. The folder gets a file for
//! each WebAssembly module, and `parts.txt` with a line for each part: its name, then its modules in the order
//! in which they are to be loaded.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use wasm_split_cli_support::{Options, transform};

/// Module that the split program imports its loaders from.
const LOADERS: &str = "./__wasm_split.js";

/// Object of `public/boot.js` that has these loaders.
const LOADERS_OF_PAGE: &str = "globalThis.challengeMap.loaders";

fn main() -> ExitCode {
    match run(env::args_os().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("splitting the program: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Vec<OsString>) -> Result<ExitCode, Box<dyn Error>> {
    let wasm_bindgen = env::var_os("WASM_BINDGEN").ok_or("WASM_BINDGEN is not set")?;
    let input = args.iter().position(|arg| Path::new(arg).extension().is_some_and(|kind| kind == "wasm"));
    if let Some(at) = input {
        let parts = PathBuf::from(env::var_os("PARTS").ok_or("PARTS is not set")?);
        args[at] = split(Path::new(&args[at]), &parts)?.into();
        // Parts call functions of the main program through what lld exported.
        args.extend(["--keep-lld-exports".into(), "--no-demangle".into()]);
    }
    let status = Command::new(wasm_bindgen).args(&args).status()?;
    if status.success() && input.is_some() {
        let script = script(&args)?;
        link(&script)?;
        number_imports(&script)?;
    }
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Splits a linked program; writes its parts into a folder and returns the path of what is left of it.
fn split(program: &Path, parts: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if parts.exists() {
        fs::remove_dir_all(parts)?;
    }
    fs::create_dir_all(parts)?;
    let input = fs::read(program)?;
    let main = parts.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = parts;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    let split = transform(options).map_err(|error| error.to_string())?;
    let mut lines: Vec<String> =
        split.prefetch_map.iter().map(|(part, modules)| format!("{part} {}\n", modules.join(" "))).collect();
    lines.sort();
    fs::write(parts.join("parts.txt"), lines.concat())?;
    Ok(main)
}

/// Returns the path of the script that wasm-bindgen writes for these arguments.
fn script(args: &[OsString]) -> Result<PathBuf, Box<dyn Error>> {
    let options: BTreeMap<String, String> = args
        .iter()
        .filter_map(|arg| arg.to_str()?.strip_prefix("--")?.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let option = |name: &str| options.get(name).ok_or(format!("trunk does not tell wasm-bindgen its {name}"));
    Ok(Path::new(option("out-dir")?).join(option("out-name")?).with_extension("js"))
}

/// Has the script take the loaders of parts from the page in place of a module: no file of that name exists.
fn link(script: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(script)?;
    let module = format!("require(\"{LOADERS}\")");
    if !text.contains(&module) {
        return Err(format!("the script does not ask for {LOADERS} as wasm-bindgen 0.2.126 does").into());
    }
    Ok(fs::write(script, text.replace(&module, LOADERS_OF_PAGE))?)
}

/// Start of the names of imports that wasm-bindgen makes: `__wbg_focus_2f77051f98540625`.
const IMPORT: &[u8] = b"__wbg_";

/// Hashes of imports by what is before them in a name, in the order of their first appearance.
type Hashes = BTreeMap<Vec<u8>, Vec<[u8; 16]>>;

/// Puts a number in place of the hash in each import's name, in the script and in the program, which then cost
/// 5 KiB of brotli less: hashes can't be compressed. They keep apart imports of one name; so do the numbers, which
/// begin at 0 for each name.
fn number_imports(script: &Path) -> Result<(), Box<dyn Error>> {
    let name = script.file_stem().and_then(|name| name.to_str()).ok_or("the script has no name")?;
    let mut hashes = Hashes::new();
    for path in [script.to_owned(), script.with_file_name(format!("{name}_bg.wasm"))] {
        let mut bytes = fs::read(&path)?;
        replace_hashes(&mut bytes, &mut hashes);
        fs::write(&path, bytes)?;
    }
    Ok(())
}

/// Replaces the hashes of imports by numbers of the same length, so that nothing else in a program moves.
fn replace_hashes(bytes: &mut [u8], hashes: &mut Hashes) {
    let starts: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(IMPORT)).collect();
    for start in starts {
        let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let length = bytes[start..].iter().take_while(is_of_name).count();
        let Some((before, hash)) = bytes[start..start + length].split_last_chunk::<16>() else { continue };
        if !before.ends_with(b"_") || !hash.iter().all(u8::is_ascii_hexdigit) {
            continue;
        }
        let hash = *hash;
        let known = hashes.entry(before.to_vec()).or_default();
        let number = known.iter().position(|other| *other == hash).unwrap_or_else(|| {
            known.push(hash);
            known.len() - 1
        });
        bytes[start + length - 16..start + length].copy_from_slice(format!("{number:016}").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, hashes: &mut Hashes) -> String {
        let mut bytes = text.as_bytes().to_vec();
        replace_hashes(&mut bytes, hashes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn script_and_program_get_the_same_numbers() {
        let mut hashes = Hashes::new();
        let script = "a.__wbg_focus_2f77051f98540625(); a.__wbg_focus_aaaaaaaaaaaaaaaa(); a.__wbg_new_2f77051f98540625()";
        let numbered = "a.__wbg_focus_0000000000000000(); a.__wbg_focus_0000000000000001(); a.__wbg_new_0000000000000000()";
        assert_eq!(replaced(script, &mut hashes), numbered);
        let program = "\u{1d}__wbg_focus_aaaaaaaaaaaaaaaa\0\u{1d}__wbg_focus_2f77051f98540625\0";
        let numbered = "\u{1d}__wbg_focus_0000000000000001\0\u{1d}__wbg_focus_0000000000000000\0";
        assert_eq!(replaced(program, &mut hashes), numbered);
    }

    #[test]
    fn names_without_a_hash_stay() {
        let text = "__wbg_signupserver_free __wbg_x __wbg_set_notahexadecimal0 __wbindgen_2f77051f98540625";
        assert_eq!(replaced(text, &mut Hashes::new()), text);
    }
}
