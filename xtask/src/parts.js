// Links parts of the program that a first visit does without: in `public/boot.js` of a build that is split.

// Files with their sums and the WebAssembly modules in them with their bytes, and the files of each part:
// xtask/src/parts.rs fills this in.
const files = {};
const parts = {};

// Fetches a file and links its modules with the program, each once: files share small ones.
const [linked, loading] = [{}, {}];
async function loadFile(file) {
  const [integrity, modules] = files[file];
  const bytes = await (await fetched({ ...besideLoader(file), integrity })).arrayBuffer();
  let at = 0;
  const link = ([module, length]) => {
    const own = bytes.slice(at, at += length);
    return linked[module] ??= WebAssembly.instantiate(own, { __wasm_split: program }).catch((error) => {
      delete linked[module]; // the next try links it anew
      throw error;
    });
  };
  await Promise.all(modules.map(link));
}
const loadOnce = (file) => loading[file] ??= loadFile(file).catch((error) => {
  delete loading[file]; // the next try fetches it anew
  throw error;
});
const loader = (name) => async (callback, data) => {
  const came = await Promise.all(parts[name].map(loadOnce)).then(() => true, (error) => {
    // The program tells it; and a page that is left while a part comes must not complain.
    console.warn(error);
    return false;
  });
  program.__indirect_function_table.get(callback)(data, came);
};
const loaders = Object.fromEntries(Object.keys(parts).map((name) => [`__wasm_split_load_${name}`, loader(name)]));
