"use strict";
const $ = (id) => document.getElementById(id);
const text = (id) => $(id).textContent;

// An imslint.yaml is checked, and small exports with it, when a person stops
// typing; larger exports are checked again when they say so.
const pause = 400;
const small = 8 << 20;

const state = {
  inputs: [],
  config: "", // for the instances without an imslint.yaml of their own
  draft: "",  // as the program wrote it: it states nothing
  shown: null, // the input whose configuration is in the editor, null for the general one
  users: false, // the inputs are CSV files for the Admin Console
  running: false,
  look: false,  // a person has given something to look at
  stale: false, // the inputs have changed since the run began
};

// The program, in a worker that can be ended at any time.
const program = {
  module: null,
  calls: new Map(),
  next: 0,
  start() {
    const url = URL.createObjectURL(new Blob([text("worker")], {type: "text/javascript"}));
    this.worker = new Worker(url);
    URL.revokeObjectURL(url);
    this.ready = new Promise((resolve, reject) => {
      this.worker.addEventListener("error", (e) => reject(new Error(e.message || "the worker could not start")));
      this.worker.addEventListener("message", ({data}) => {
        if (data.module) this.module = data.module;
        else if (data.ready) resolve();
        else if (data.fatal) this.fail(new Error(data.fatal), reject);
        else if (data.progress !== undefined) showProgress(data.progress);
        else this.answer(data);
      });
    });
    this.ready.catch((e) => say("imslint cannot run in this browser: " + e.message));
    this.worker.postMessage(this.module ? {module: this.module} : {packed: text("program")});
  },
  answer({id, bytes, error}) {
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (error !== undefined) call?.reject(new Error(error));
    else call?.resolve(bytes);
  },
  fail(error, reject) {
    reject(error);
    for (const call of this.calls.values()) call.reject(error);
    this.calls.clear();
  },
  async call(name, text = "", files) {
    await this.ready;
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.calls.set(id, {resolve, reject});
      this.worker.postMessage({id, call: name, text, files});
    });
  },
  stop() {
    this.worker.terminate();
    for (const call of this.calls.values()) call.reject(new DOMException("cancelled", "AbortError"));
    this.calls.clear();
    this.start();
  },
};

const decoded = (bytes) => new TextDecoder().decode(bytes);
const say = (message) => { $("status").textContent = message; };

function size(bytes) {
  if (bytes < 1e6) return Math.ceil(bytes / 1e3) + " KB";
  return (bytes / 1e6).toFixed(1) + " MB";
}

const total = () => state.inputs.reduce((sum, input) => input.files.reduce((s, f) => s + f.file.size, sum), 0);

function showProgress(read) {
  if (!state.running) return;
  $("progress").value = total() > 0 ? Math.min(1, read / total()) : 0;
  say("Checking: " + size(read) + " of " + size(total()) + " read");
}

// Running.

async function run() {
  state.stale = true;
  if (state.running) return;
  state.running = true;
  try {
    while (state.stale) {
      state.stale = false;
      await runOnce();
    }
  } catch (e) {
    clearReport();
    say(e.name === "AbortError" ? "Cancelled." : "imslint failed: " + e.message);
  }
  state.running = false;
  $("report").removeAttribute("aria-busy");
  $("cancel").hidden = $("progress").hidden = true;
  $("again").hidden = state.inputs.length === 0;
}

async function runOnce() {
  if (state.inputs.length === 0) {
    clearReport();
    showDraft(decoded(await program.call("draft")));
    say("Ready.");
    return;
  }
  const files = [];
  const request = {
    users: state.users,
    config: state.config === state.draft ? "" : state.config,
    inputs: state.inputs.map((input) => ({...input, files: input.files.map(({path, file}) => ({path, size: file.size, id: files.push(file) - 1}))})),
  };
  $("report").setAttribute("aria-busy", "true");
  $("cancel").hidden = $("progress").hidden = false;
  $("again").hidden = true;
  $("progress").value = 0;
  say("Checking…");
  const answer = JSON.parse(decoded(await program.call("lint", JSON.stringify(request), files)));
  if (state.stale) return;
  showReport(answer);
  showDraft(answer.draft);
  say("Checked: " + answer.title + ".");
  if (state.look) $("run").scrollIntoView();
  state.look = false;
}

function clearReport() {
  $("report").replaceChildren();
  $("downloads").hidden = $("notes").hidden = true;
}

function showReport(answer) {
  $("report").innerHTML = answer.html;
  globalThis.imslintReport($("report"));
  $("notes").replaceChildren(...(answer.notes ?? []).map((note) => element("li", {textContent: note})));
  $("notes").hidden = !answer.notes?.length;
  $("fixes").replaceChildren(...(answer.fixes ?? []).map((fix) => {
    const button = element("button", {type: "button", textContent: "Fix package of " + fix.instance});
    button.addEventListener("click", () => save(fix.package, fix.file, "application/xml"));
    return button;
  }));
  $("downloads").hidden = false;
}

// A draft replaces a draft, never what a person wrote.
function showDraft(draft) {
  if (state.config === state.draft) state.config = draft;
  state.draft = draft;
  showConfig();
}

function element(name, properties, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  return e;
}

function save(content, name, type) {
  const url = URL.createObjectURL(new Blob([content], {type}));
  element("a", {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// Inputs.

function add(inputs) {
  // Nothing but CSV files: what is meant is likely an upload.
  if (state.inputs.length === 0 && inputs.every((input) => !input.folder && /\.csv$/i.test(input.path))) setUsers(true);
  for (const input of inputs) {
    const same = state.inputs.findIndex((other) => other.path === input.path && other.folder === input.folder);
    if (same >= 0) { // given again, likely after an export: the name stays
      input.instance = state.inputs[same].instance;
      if (state.shown === state.inputs[same]) state.shown = null;
      state.inputs[same] = input;
    } else {
      state.inputs.push(input);
    }
    if (input.config !== null && !state.shown) state.shown = input;
  }
  state.look = true;
  changed();
}

function setUsers(users) {
  state.users = users;
  $("mode-users").checked = users;
  $("mode-login").checked = !users;
  for (const e of document.querySelectorAll("[data-mode]")) e.hidden = (e.dataset.mode === "users") !== users;
}

async function addLater(promise) {
  try {
    const inputs = await promise;
    if (inputs.length > 0) add(inputs);
  } catch (e) {
    say("This could not be read: " + e.message);
  }
}

function changed() {
  showInputs();
  showConfig();
  checkConfig();
  run();
}

function showInputs() {
  $("given").hidden = state.inputs.length === 0;
  $("inputs").replaceChildren(...state.inputs.map((input) => {
    const choice = state.users ? existingBox(input) : nameField(input);
    const count = input.folder ? " (" + input.files.length + (input.files.length === 1 ? " file)" : " files)") : "";
    const remove = element("button", {type: "button", textContent: "Remove"});
    remove.setAttribute("aria-label", "Remove " + input.path);
    remove.addEventListener("click", () => {
      state.inputs = state.inputs.filter((other) => other !== input);
      if (state.shown === input) state.shown = null;
      changed();
      $("choose-files").focus();
    });
    return element("li", {}, choice, element("span", {className: "path", textContent: input.path + (input.folder ? "/" : "") + count}), remove);
  }));
}

function nameField(input) {
  const name = element("input", {className: "name", value: input.instance, spellcheck: false, autocomplete: "off"});
  name.setAttribute("aria-label", "Instance name of " + input.path);
  name.addEventListener("change", () => {
    input.instance = name.value.trim() || stem(input.path);
    name.value = input.instance;
    run();
  });
  return name;
}

function existingBox(input) {
  const box = element("input", {type: "checkbox", checked: input.existing});
  box.addEventListener("change", () => {
    input.existing = box.checked;
    run();
  });
  return element("label", {}, box, " exported: these users exist");
}

// The editor.

function showConfig() {
  const own = state.inputs.filter((input) => input.config !== null);
  $("which").hidden = own.length === 0;
  $("configs").replaceChildren(
    ...own.map((input, i) => element("option", {value: String(i), textContent: input.path, selected: input === state.shown})),
    element("option", {value: "", textContent: "instances without their own", selected: state.shown === null}));
  const wanted = state.shown ? state.shown.config : state.config;
  if ($("config").value !== wanted) $("config").value = wanted;
}

async function checkConfig() {
  const checked = $("config").value;
  let problems;
  try {
    problems = JSON.parse(decoded(await program.call("config", checked))) ?? [];
  } catch {
    return false; // cancelled
  }
  if ($("config").value !== checked) return false;
  $("config").setAttribute("aria-invalid", String(problems.some((p) => !p.note)));
  $("problems").replaceChildren(...problems.map((p) => {
    const go = element("button", {type: "button", textContent: "Line " + p.line + ", column " + p.column});
    go.addEventListener("click", () => moveTo(p.line, p.column));
    return element("li", {className: p.note ? "note" : "error"}, go, " " + p.message);
  }));
  return true;
}

// Moves the cursor to a place. Columns count characters, not UTF-16 units.
function moveTo(line, column) {
  const lines = $("config").value.split("\n");
  const before = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
  const at = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  $("config").focus();
  $("config").setSelectionRange(at, at);
}

let timer;

$("config").addEventListener("input", () => {
  if (state.shown) state.shown.config = $("config").value;
  else state.config = $("config").value;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (await checkConfig() && state.inputs.length > 0 && total() <= small) run();
  }, pause);
});
$("configs").addEventListener("change", () => {
  const own = state.inputs.filter((input) => input.config !== null);
  state.shown = $("configs").value === "" ? null : own[Number($("configs").value)];
  showConfig();
  checkConfig();
});
$("save-config").addEventListener("click", () => save($("config").value, configName, "text/yaml"));

// Buttons.

$("choose-files").addEventListener("click", () => $("files").click());
$("choose-folder").addEventListener("click", () => $("folder").click());
$("files").addEventListener("change", () => {
  const inputs = [...$("files").files].map((file) => fileInput(file));
  $("files").value = ""; // so that the same file can be chosen again
  add(inputs);
});
$("folder").addEventListener("change", () => {
  const chosen = chosenFolders([...$("folder").files]);
  $("folder").value = "";
  addLater(chosen);
});
$("paste").addEventListener("click", () => {
  const open = $("paste-box").hidden;
  $("paste-box").hidden = !open;
  $("paste").setAttribute("aria-expanded", String(open));
  if (open) $("pasted").focus();
});
$("add-pasted").addEventListener("click", () => {
  if ($("pasted").value.trim() === "") return;
  add([pastedInput($("pasted").value)]);
  $("pasted").value = "";
  $("paste").click();
  $("paste").focus();
});
for (const id of ["mode-login", "mode-users"]) {
  $(id).addEventListener("change", () => {
    setUsers($("mode-users").checked);
    changed();
  });
}
function tryExample() {
  setUsers(false);
  addLater(exampleInput(JSON.parse(text("example"))).then((input) => [input]));
}
$("try").addEventListener("click", tryExample);
$("clear").addEventListener("click", () => {
  state.inputs = [];
  state.shown = null;
  changed();
  $("choose-files").focus();
});
$("cancel").addEventListener("click", () => {
  state.stale = false;
  program.stop();
});
$("again").addEventListener("click", run);
$("downloads").addEventListener("click", async (event) => {
  const {format, file, type} = event.target.dataset;
  if (!format) return;
  try {
    save(await program.call("write", format), file, type);
  } catch (e) {
    say("This could not be saved: " + e.message);
  }
});

// Dropping works on the whole page, pasting outside of the text fields.

addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) $("drop").classList.remove("over");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  addLater(droppedInputs(event.dataTransfer));
});
addEventListener("paste", (event) => {
  if (event.target.closest?.("textarea, input")) return;
  addLater(droppedInputs(event.clipboardData));
});

const isExample = () => location.hash === "#example";
addEventListener("hashchange", () => { if (isExample()) tryExample(); });

program.start();
if (isExample()) tryExample();
else run();
