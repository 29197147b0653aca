//! Parts of the browser program: split off in a release build, optimised, and put beside it, a file a part.
//!
//! A file is one or more WebAssembly modules, one after another; `parts.js` is told where each ends. A large module
//! that several parts need has a file of its own, named by them: `check.signup-0123456789abcdef.wasm`. A small one is
//! in the file of each. The names end in `.wasm`, because hosts compress such files.

use crate::{
    Failure, process,
    tools::{Builders, WASM_OPT_ARGS},
};
use assets::{hash, sri_hash, strip_js_comments};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// Folder that the splitter writes to.
const SPLIT: &str = "target/xtask/parts";

/// Line of `public/boot.js` that gives way to [`LINKER`].
const NO_LOADERS: &str = "const loaders = {};\n";

/// Script that fetches parts and links them.
const LINKER: &str = include_str!("parts.js");

/// Lines of it that hold the tables of files and parts.
const NO_FILES: &str = "const files = {};\n";
const NO_PARTS: &str = "const parts = {};\n";

/// Minimum size of a module that has a file of its own if several parts need it, in bytes: about 4 KiB of brotli. A
/// smaller one costs less in each file than by a request of its own.
const MIN_SHARED: u64 = 12 * 1024;

/// Builds the splitter and returns the folder in which it is called `wasm-bindgen`, for `PATH`.
pub fn splitter() -> Result<PathBuf, Failure> {
    process::run(process::cargo(&["build", "--package", "splitter"]), "building the splitter")?;
    // A folder of its own: beside it lie programs that nobody should find on a path.
    let dir = process::scratch()?.join("splitter");
    let name = format!("wasm-bindgen{}", env::consts::EXE_SUFFIX);
    let built = process::built("splitter")?;
    fs::create_dir_all(&dir)
        .and_then(|()| fs::copy(built, dir.join(name)))
        .map_err(|error| Failure::Failed(format!("cannot copy the splitter: {error}")))?;
    Ok(dir)
}

/// Has trunk's command split the program: the splitter goes before all else on `PATH`.
pub fn split(trunk: &mut Command, builders: &Builders, splitter: PathBuf) {
    let dirs: Vec<PathBuf> = std::iter::once(splitter).chain(builders.dirs.iter().cloned()).collect();
    trunk
        .args(["--features", "split"])
        .env("PATH", crate::tools::path_with(&dirs))
        .env("WASM_BINDGEN", builders.program("wasm-bindgen"))
        .env("PARTS", env::current_dir().unwrap_or_default().join(SPLIT));
}

/// Optimises the parts of the last split, writes them into a folder, and tells its loader of them. The functions of
/// the parts and of the main program there are put in the order in which they compress best.
pub fn pack(builders: &Builders, dist: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("cannot pack the parts of the program: {error}"));
    let list = fs::read_to_string(Path::new(SPLIT).join("parts.txt")).map_err(failed)?;
    let parts: BTreeMap<&str, Vec<&str>> = list
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(part, modules)| (part, modules.split_whitespace().collect()))
        .collect();
    let modules: BTreeSet<&str> = parts.values().flatten().copied().collect();
    optimise(builders, &modules)?;
    let mut all = vec![main_program(dist).map_err(failed)?];
    all.extend(modules.iter().map(|module| module_path(module)));
    let mut reorder = Command::new(process::built("reorder")?);
    reorder.args(all);
    process::run(reorder, "ordering the functions of the program")?;
    let sizes: io::Result<BTreeMap<&str, u64>> =
        modules.iter().map(|module| Ok((*module, fs::metadata(module_path(module))?.len()))).collect();
    let (mut table, mut files_of) = (String::new(), BTreeMap::<&str, Vec<String>>::new());
    for (users, modules) in files(&parts, &sizes.map_err(failed)?) {
        let (mut bytes, mut held) = (Vec::new(), Vec::new());
        for module in modules {
            let module_bytes = fs::read(module_path(module)).map_err(failed)?;
            held.push(format!("[\"{module}\", {}]", module_bytes.len()));
            bytes.extend(module_bytes);
        }
        let name = format!("{}-{}.wasm", users.join("."), hash(&bytes));
        let sum = sri_hash(&bytes);
        table.push_str(&format!("  \"{name}\": [\"{sum}\", [{}]],\n", held.join(", ")));
        for part in users {
            files_of.entry(part).or_default().push(format!("\"{name}\""));
        }
        fs::write(dist.join(name), bytes).map_err(failed)?;
    }
    let rows = files_of.iter().map(|(part, names)| format!("  {part}: [{}],\n", names.join(", ")));
    let parts: String = rows.collect();
    let loader = dist.join("boot.js");
    let text = fs::read_to_string(&loader).map_err(failed)?;
    if text.matches(NO_LOADERS).count() != 1 {
        return Err(Failure::Failed("boot.js has no line for the loaders of parts".into()));
    }
    let linker = strip_js_comments(LINKER)
        .replacen(NO_FILES, &format!("const files = {{\n{table}}};\n"), 1)
        .replacen(NO_PARTS, &format!("const parts = {{\n{parts}}};\n"), 1);
    fs::write(&loader, text.replacen(NO_LOADERS, &linker, 1)).map_err(failed)
}

/// Returns the modules of each file by the parts that need the file, which are one but for large shared modules.
fn files<'a>(
    parts: &BTreeMap<&'a str, Vec<&'a str>>,
    sizes: &BTreeMap<&'a str, u64>,
) -> BTreeMap<Vec<&'a str>, Vec<&'a str>> {
    let mut files = BTreeMap::<Vec<&str>, Vec<&str>>::new();
    for (module, size) in sizes {
        let needs = |(part, modules): (&&'a str, &Vec<&str>)| modules.contains(module).then_some(*part);
        let users: Vec<&str> = parts.iter().filter_map(needs).collect();
        if *size >= MIN_SHARED {
            files.entry(users).or_default().push(module);
        } else {
            users.into_iter().for_each(|part| files.entry(vec![part]).or_default().push(module));
        }
    }
    files
}

/// Returns the path of the main program in a folder that trunk wrote; its name has a hash.
fn main_program(dist: &Path) -> io::Result<PathBuf> {
    let is_program = |path: &PathBuf| path.to_string_lossy().ends_with("_bg.wasm");
    let mut programs = Vec::new();
    for entry in fs::read_dir(dist)? {
        programs.extend(Some(entry?.path()).filter(is_program));
    }
    let [program] = <[PathBuf; 1]>::try_from(programs)
        .map_err(|found| io::Error::other(format!("{} files end in _bg.wasm", found.len())))?;
    Ok(program)
}

fn module_path(module: &str) -> PathBuf {
    Path::new(SPLIT).join(format!("{module}.wasm"))
}

/// Runs wasm-opt on every module, as trunk does on the main program; two at a time.
fn optimise(builders: &Builders, modules: &BTreeSet<&str>) -> Result<(), Failure> {
    let wasm_opt = builders.program("wasm-opt");
    let run = |module: &&str| {
        let path = module_path(module);
        let mut command = Command::new(&wasm_opt);
        command.args(WASM_OPT_ARGS).arg(&path).arg("-o").arg(&path);
        process::run(command, "wasm-opt")
    };
    let (even, odd): (Vec<_>, Vec<_>) = modules.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    thread::scope(|scope| {
        let other = scope.spawn(|| odd.iter().try_for_each(|(_, module)| run(module)));
        even.iter().try_for_each(|(_, module)| run(module))?;
        other.join().unwrap_or_else(|_| Err(Failure::Failed("wasm-opt could not be watched".into())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_shared_modules_have_files_of_their_own() {
        let parts =
            BTreeMap::from([("check", vec!["own", "large", "small"]), ("signup", vec!["large", "small"])]);
        let sizes = BTreeMap::from([("own", MIN_SHARED), ("large", MIN_SHARED), ("small", MIN_SHARED - 1)]);
        let expected = BTreeMap::from([
            (vec!["check"], vec!["own", "small"]),
            (vec!["check", "signup"], vec!["large"]),
            (vec!["signup"], vec!["small"]),
        ]);
        assert_eq!(files(&parts, &sizes), expected);
    }
}
