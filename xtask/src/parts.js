// Links parts of the program that a first visit does without: in `public/boot.js` of a build that is split.

// Parts by name: file, sum, and the WebAssembly modules in it with their bytes: xtask/src/parts.rs fills this in.
const parts = {};

// Fetches a part and links its modules with the program, each once: parts share some.
const [linked, loading] = [{}, {}];
async function loadPart(name) {
  const [file, integrity, modules] = parts[name];
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
const loader = (name) => async (callback, data) => {
  const came = await (loading[name] ??= loadPart(name).then(() => true)).catch((error) => {
    delete loading[name];
    // The program tells it; and a page that is left while a part comes must not complain.
    console.warn(error);
    return false;
  });
  program.__indirect_function_table.get(callback)(data, came);
};
const loaders = Object.fromEntries(Object.keys(parts).map((name) => [`__wasm_split_load_${name}`, loader(name)]));
