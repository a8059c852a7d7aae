"use strict";
// The Web Worker: runs the program, and hands on what the page asks for. It
// follows wasm_exec.js and unpack.js in one script.
//
// The page sends the compiled program, or what it is unpacked from, then
// {id, call, text, files}. It is sent {module}, {ready}, {progress} and, for each
// call, {id, bytes} or {id, error}.
{
  let files = [];
  const reader = new FileReaderSync();
  let read = 0, shown = 0;

  // Returns a part of a file, or what is wrong in words.
  globalThis.imslintRead = (index, from, to) => {
    try {
      const bytes = new Uint8Array(reader.readAsArrayBuffer(files[index].slice(from, to)));
      read += bytes.length;
      const now = Date.now();
      if (now - shown > 100) {
        shown = now;
        postMessage({progress: read});
      }
      return bytes;
    } catch (e) {
      return e.name === "NotFoundError" ? "no such file: it was moved or removed" : "the browser cannot read it (" + e.name + ")";
    }
  };

  const start = async ({module, packed}) => {
    if (!module) {
      const text = atob(packed);
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
      module = await WebAssembly.compile(unpack(bytes));
      postMessage({module});
    }
    const go = new Go();
    const instance = await WebAssembly.instantiate(module, go.importObject);
    go.run(instance).finally(() => postMessage({fatal: "the program has ended"}));
    postMessage({ready: true});
  };

  addEventListener("message", ({data}) => {
    if (data.module || data.packed) {
      start(data).catch((e) => postMessage({fatal: String(e)}));
      return;
    }
    if (data.files) files = data.files;
    read = 0;
    try {
      const bytes = globalThis.imslint[data.call](data.text);
      if (bytes instanceof Error) throw bytes;
      postMessage({id: data.id, bytes}, [bytes.buffer]);
    } catch (e) {
      postMessage({id: data.id, error: e.message});
    }
  });
}
