"use strict";
// Inputs: what a person drops, chooses or pastes, in the shape that the program
// takes: {instance, path, folder, files: [File with its path], leftOut, config,
// existing}.

const configName = "imslint.yaml";
const mostFiles = 1000000;

const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const stem = (name) => name.replace(/(.)\.[^.]*$/, "$1");

const fileInput = (file, path = file.name) =>
  ({instance: stem(path), path, folder: false, files: [{path, file}], leftOut: 0, config: null, existing: false});

// Returns the input of a folder, given its files by their paths within it. As
// on the command line, hidden files are left out and imslint.yaml is the
// configuration.
async function folderInput(name, list) {
  const input = {instance: name, path: name, folder: true, files: [], leftOut: 0, config: null, existing: false};
  const hidden = new Set();
  for (const {path, file} of list) {
    const steps = path.split("/");
    const i = steps.findIndex((step) => step.startsWith("."));
    if (i >= 0) {
      hidden.add(steps.slice(0, i + 1).join("/"));
    } else if (path === configName) {
      input.config = await file.text();
    } else if (steps.at(-1) !== configName) {
      input.files.push({path: name + "/" + path, file, steps});
    }
  }
  input.leftOut = hidden.size;
  // In the order in which a folder is walked: element by element.
  input.files.sort((a, b) => {
    for (let i = 0; i < Math.min(a.steps.length, b.steps.length); i++) {
      if (a.steps[i] !== b.steps[i]) return compare(a.steps[i], b.steps[i]);
    }
    return a.steps.length - b.steps.length;
  });
  return input;
}

// Adds the files below a dropped folder to a list. Chromium gives entries of a
// folder only to pages of a server, and handles to pages of the disk as well;
// other browsers have entries only.
async function walk(folder, prefix, list) {
  for await (const [name, child] of children(folder)) {
    if (child.kind === "directory" || child.isDirectory) {
      await walk(child, prefix + name + "/", list);
      continue;
    }
    if (list.length >= mostFiles) throw new Error("the folder holds more than 1,000,000 files, the limit: give the exports by themselves");
    const file = await (child.getFile ? child.getFile() : new Promise((resolve, reject) => child.file(resolve, reject)));
    list.push({path: prefix + name, file});
  }
}

async function* children(folder) {
  if (folder.entries) {
    yield* folder.entries();
    return;
  }
  const reader = folder.createReader();
  for (;;) { // it gives a hundred at a time
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return;
    for (const child of batch) yield [child.name, child];
  }
}

// Returns the inputs of a drop. The items are gone after the event, so they are
// all asked for before anything is awaited.
async function droppedInputs(transfer) {
  const dropped = [...transfer.items].filter((item) => item.kind === "file")
    .map((item) => ({entry: item.webkitGetAsEntry?.(), file: item.getAsFile(), handle: item.getAsFileSystemHandle?.()}));
  const text = dropped.length === 0 ? transfer.getData("text/plain") : "";
  if (text) return [pastedInput(text)];
  const inputs = [];
  for (const {entry, file, handle} of dropped) {
    if (!entry?.isDirectory) {
      if (file) inputs.push(fileInput(file));
      continue;
    }
    const list = [];
    try {
      await walk(await handle ?? entry, "", list);
    } catch (e) {
      throw new Error("the folder " + entry.name + ": " + e.message + " (try Choose a folder…)");
    }
    inputs.push(await folderInput(entry.name, list));
  }
  return inputs;
}

// Returns the inputs of a chosen folder, whose files come in one list.
async function chosenFolders(files) {
  const folders = new Map();
  for (const file of files) {
    const [name, ...rest] = file.webkitRelativePath.split("/");
    if (!folders.has(name)) folders.set(name, []);
    folders.get(name).push({path: rest.join("/"), file});
  }
  return Promise.all([...folders].map(([name, list]) => folderInput(name, list)));
}

let pastes = 0;

// A pasted CSV of users has the ending that the Admin Console wants.
function pastedInput(text) {
  pastes++;
  return fileInput(new File([text], (pastes === 1 ? "pasted" : "pasted-" + pastes) + (state.users ? ".csv" : "")));
}

const exampleInput = (example) =>
  folderInput(example.name, example.files.map(({path, text}) => ({path, file: new File([text], path)})));
