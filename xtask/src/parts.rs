//! Parts of the browser program: split off in a release build, optimised, and put beside it, a file a part.
//!
//! A part is one or more WebAssembly modules, one after another; `parts.js` is told where each ends. Modules
//! that several parts need are in the file of each. Its name ends in `.wasm`, because hosts compress such files.

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

/// Line of it that holds the table of parts.
const NO_PARTS: &str = "const parts = {};\n";

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
    let mut table = String::new();
    for (part, modules) in &parts {
        let (mut bytes, mut held) = (Vec::new(), Vec::new());
        for module in modules {
            let module_bytes = fs::read(module_path(module)).map_err(failed)?;
            held.push(format!("[\"{module}\", {}]", module_bytes.len()));
            bytes.extend(module_bytes);
        }
        let name = format!("{part}-{}.wasm", hash(&bytes));
        let sum = sri_hash(&bytes);
        table.push_str(&format!("  {part}: [\"{name}\", \"{sum}\", [{}]],\n", held.join(", ")));
        fs::write(dist.join(name), bytes).map_err(failed)?;
    }
    let loader = dist.join("boot.js");
    let text = fs::read_to_string(&loader).map_err(failed)?;
    if text.matches(NO_LOADERS).count() != 1 {
        return Err(Failure::Failed("boot.js has no line for the loaders of parts".into()));
    }
    let linker = strip_js_comments(LINKER).replacen(NO_PARTS, &format!("const parts = {{\n{table}}};\n"), 1);
    fs::write(&loader, text.replacen(NO_LOADERS, &linker, 1)).map_err(failed)
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
