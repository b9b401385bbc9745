"use strict";
// Draws the matrix out of the document in #data. What is shown follows from one value, `view`,
// which the address carries after its #; whatever changes it calls `show`. Text only ever enters
// the page as text: nothing here parses HTML.

const DATA = JSON.parse(document.getElementById("data").textContent);
const STATES = {
  certified: { sign: "✓", says: "certified", means: "installed and proved to work" },
  resolved: { sign: "o", says: "resolved", means: "a full lock, not run" },
  unknown: { sign: "?", says: "not tried", means: "there is a wheel, nobody tried it yet" },
  broken: { sign: "×", says: "broken", means: "there is a wheel, and it does not work" },
};
const ACCELERATORS = {
  any: { says: "Any", fits: () => true },
  cpu: { says: "CPU: a build without CUDA", fits: (cell) => Boolean(cell.cpu) },
  cuda: { says: "CUDA: an NVIDIA GPU", fits: (cell) => Boolean(cell.cuda) },
  rocm: { says: "ROCm: an AMD GPU", fits: (cell) => Boolean(cell.rocm) },
  metal: { says: "Metal: an Apple GPU", fits: (cell) => Boolean(cell.metal) },
};
const STEPS = ["import", "compute", "train", "use", "save", "tensorboard", "check"];
const PLUGINS = { metal: " --with tensorflow-metal" };
const TOOLS = { python: "Python", keras: "Keras" };
const SYSTEMS = [...new Set(DATA.machines.map((machine) => machine.os))];

const byId = (id) => document.getElementById(id);
const initial = () => ({
  machine: DATA.machines[0].id, release: "", accelerator: "any", patches: false,
  states: new Set(), pythons: new Set(), cell: "",
});
let view = initial();

function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...content.filter((part) => part !== null && part !== undefined && part !== ""));
  return element;
}

// ── words ──────────────────────────────────────────────────────────────────────────────────

function bytes(number) {
  const units = ["B", "kB", "MB", "GB"];
  let place = 0;
  while (number >= 1000 && place < units.length - 1) { number /= 1000; place += 1; }
  return `${number < 10 && place > 0 ? number.toFixed(1) : Math.round(number)} ${units[place]}`;
}

const seconds = (number) => `${number < 10 ? number.toFixed(1) : Math.round(number)} s`;
const numbers = (text) => text.split(".").map(Number);
const minorOf = (version) => version.split(".").slice(0, 2).join(".");
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function compare(one, other) {
  const [a, b] = [numbers(one), numbers(other)];
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] || 0) - (b[place] || 0);
    if (difference) return difference;
  }
  return 0;
}

// ── filters ────────────────────────────────────────────────────────────────────────────────

const COMPARED = {
  ">=": (order) => order >= 0, "<=": (order) => order <= 0, ">": (order) => order > 0,
  "<": (order) => order < 0, "==": (order) => order === 0,
};

// `2.10 2.12` is either of them, `>=2.12 <2.16` is both; null where a word is neither.
function releases(text) {
  const named = [], bounds = [];
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    const bound = /^(>=|<=|==|>|<)(\d+(?:\.\d+)*)$/.exec(word);
    if (bound) bounds.push((version) => COMPARED[bound[1]](compare(version, bound[2])));
    else if (/^\d[\d.]*$/.test(word)) {
      const start = word.replace(/\.$/, "");
      named.push((version) => version === start || version.startsWith(`${start}.`));
    } else if (/^[\d.*?]+$/.test(word)) {
      const pattern = word.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", "\\d");
      const whole = new RegExp(`^${pattern}(\\..*)?$`);
      named.push((version) => whole.test(version));
    } else return { wrong: word };
  }
  return {
    fits: (version) => bounds.every((fits) => fits(version))
      && (named.length === 0 || named.some((fits) => fits(version))),
  };
}

function machineOf(id) {
  return DATA.machines.find((machine) => machine.id === id);
}

function cellsOf(machine) {
  return DATA.cells.filter((cell) => cell.machine === DATA.machines.indexOf(machine));
}

// The newest patch that has a wheel for a Python stands for its minor release, as `2.10` does.
function newest(cells) {
  const seen = new Set();
  return cells.filter((cell) => {
    const place = `${minorOf(cell.tensorflow)}/${cell.python}`;
    return seen.has(place) ? false : Boolean(seen.add(place));
  });
}

function chosen(cells, { states = true, pythons = true } = {}) {
  const asked = releases(view.release);
  return cells.filter((cell) =>
    (!asked.fits || asked.fits(cell.tensorflow))
    && ACCELERATORS[view.accelerator].fits(cell)
    && (!states || view.states.size === 0 || view.states.has(cell.state))
    && (!pythons || view.pythons.size === 0 || view.pythons.has(cell.python)));
}

// ── the address ────────────────────────────────────────────────────────────────────────────

function written() {
  const words = new URLSearchParams();
  const plain = initial();
  if (view.machine !== plain.machine) words.set("machine", view.machine);
  if (view.release) words.set("release", view.release);
  if (view.accelerator !== "any") words.set("accelerator", view.accelerator);
  if (view.patches) words.set("patches", "all");
  if (view.states.size) words.set("state", [...view.states].join(","));
  if (view.pythons.size) words.set("python", [...view.pythons].join(","));
  if (view.cell) words.set("cell", view.cell);
  return words.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

// What an address says and this page does not know is left aside.
function read(fragment) {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const found = initial();
  const list = (name) => (words.get(name) || "").split(",").filter(Boolean);
  if (machineOf(words.get("machine"))) found.machine = words.get("machine");
  found.release = words.get("release") || "";
  if (Object.hasOwn(ACCELERATORS, words.get("accelerator") || "")) found.accelerator = words.get("accelerator");
  found.patches = words.get("patches") === "all";
  found.states = new Set(list("state").filter((state) => Object.hasOwn(STATES, state)));
  found.pythons = new Set(list("python").filter((python) => /^\d+\.\d+t?$/.test(python)));
  found.cell = words.get("cell") || "";
  return found;
}

// ── the head ───────────────────────────────────────────────────────────────────────────────

function radio(name, value, says, checked, change) {
  const input = make("input", { type: "radio", name, value, id: `${name}-${value}` });
  input.checked = checked;
  input.addEventListener("change", change);
  return make("label", {}, input, make("span", {}, says));
}

function chip(set, value, says, count, sign) {
  const button = make("button", { type: "button", class: "chip", "data-value": value, "aria-pressed": set.has(value) });
  if (sign) button.append(make("span", { class: `sign ${value}`, "aria-hidden": "true" }, sign));
  button.append(says);
  if (count !== undefined) button.append(make("span", { class: "number" }, String(count)));
  button.addEventListener("click", () => {
    if (!set.delete(value)) set.add(value);
    show();
  });
  return button;
}

// Drawn anew, with the focus where it was: a chip that was pressed stays the one in hand.
function replaced(place, parts) {
  const focus = place.contains(document.activeElement) ? document.activeElement : null;
  const key = focus && (focus.dataset.value || focus.value);
  place.replaceChildren(...parts);
  if (key) [...place.querySelectorAll("button, input")].find((each) => (each.dataset.value || each.value) === key)?.focus();
}

function drawHead(machine, all) {
  const here = DATA.machines.filter((each) => each.os === machine.os);
  const move = (id) => () => { view.machine = id; show(); };
  replaced(byId("systems"), SYSTEMS.map((os) => {
    const first = DATA.machines.find((each) => each.os === os);
    return radio("system", os, first.name, os === machine.os, move(first.id));
  }));
  replaced(byId("arches"), here.map((each) => radio("arch", each.id, each.arch, each === machine, move(each.id))));
  const counted = chosen(all, { states: false });
  replaced(byId("states"), Object.entries(STATES).map(([state, { sign, says }]) =>
    chip(view.states, state, says, counted.filter((cell) => cell.state === state).length, sign)));
  // One that is asked for stays to be let go of, also where this machine has no wheel for it.
  const pythons = pythonsOf([...all, ...[...view.pythons].map((python) => ({ python }))]);
  replaced(byId("pythons"), pythons.map((python) => chip(view.pythons, python, python)));
  if (byId("release").value !== view.release) byId("release").value = view.release;
  byId("accelerator").value = view.accelerator;
  byId("patches").checked = view.patches;
  const { wrong } = releases(view.release);
  byId("release").setAttribute("aria-invalid", String(Boolean(wrong)));
  byId("release-error").textContent = wrong
    ? `“${wrong}” names no release; right would be 2.10, 2.1*, or >=2.12 <2.16` : "";
}

const pythonsOf = (cells) => [...new Set(cells.map((cell) => cell.python))]
  .sort((one, other) => compare(one.replace("t", ""), other.replace("t", "")) || one.length - other.length);

// ── the table ──────────────────────────────────────────────────────────────────────────────

const BUILD = ["build first", "build", "build driver"];
const keyOf = (cell) => `${cell.tensorflow}/${cell.python}`;

function drawTable(cells) {
  const pythons = pythonsOf(cells);
  const groups = new Map();
  for (const cell of cells) {
    const name = view.patches ? cell.tensorflow : minorOf(cell.tensorflow);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(cell);
  }
  const builds = cells.some((cell) => cell.cuda);
  const heads = builds ? ["CUDA", "cuDNN", "Driver"] : [];
  const table = byId("matrix");
  table.tHead.replaceChildren(make("tr", {},
    make("th", { scope: "col" }, "TensorFlow"),
    ...pythons.map((python) => make("th", { scope: "col", "aria-label": `Python ${python}` }, python)),
    ...heads.map((text, place) => make("th", { scope: "col", class: BUILD[place] }, text))));
  table.tBodies[0].replaceChildren(...[...groups].map(([name, group]) => row(name, group, pythons, builds)));
  table.hidden = cells.length === 0;
  byId("empty").hidden = cells.length !== 0;
  const open = table.querySelector(".cell[aria-expanded='true']") || table.querySelector(".cell");
  if (open) open.tabIndex = 0;
}

function row(name, group, pythons, builds) {
  const byPython = new Map(group.map((cell) => [cell.python, cell]));
  const line = make("tr", {}, make("th", { scope: "row" }, name));
  for (const python of pythons) {
    const cell = byPython.get(python);
    line.append(make("td", {}, cell ? tile(cell) : make("span", { class: "none", "aria-label": "no wheel", role: "img" }, "·")));
  }
  const build = group.map((cell) => cell.cuda && DATA.builds[cell.cuda.build]).find(Boolean);
  if (builds) {
    const told = build ? [build.cuda, build.cudnn, build.driver ? `≥ ${build.driver}` : ""] : ["", "", ""];
    line.append(...told.map((text, place) => make("td", { class: BUILD[place] }, text)));
  }
  return line;
}

function tile(cell) {
  const { sign, says } = STATES[cell.state];
  const more = cell.capped ? ", needs caps that its metadata lacks" : "";
  const button = make("button", {
    type: "button", class: `cell ${cell.state}`, tabindex: "-1", "data-cell": keyOf(cell),
    "aria-label": `TensorFlow ${cell.tensorflow} on Python ${cell.python}: ${says}${more}`,
    "aria-expanded": String(view.cell === keyOf(cell)), "aria-controls": "panel",
    title: `${cell.tensorflow} on Python ${cell.python}: ${says}${more}`,
  }, sign);
  if (cell.capped) button.append(make("span", { class: "plus", "aria-hidden": "true" }, "+"));
  return button;
}

// One stop of the Tab key for the whole table; within it the arrow keys, Home and End.
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function moved(event) {
  const button = event.target.closest(".cell");
  if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = neighbour(button, event.key);
  if (!next) return;
  event.preventDefault();
  byId("matrix").querySelectorAll(".cell[tabindex='0']").forEach((each) => { each.tabIndex = -1; });
  next.tabIndex = 0;
  next.focus();
}

function neighbour(button, key) {
  const place = button.parentElement;
  if (key === "Home") return place.parentElement.querySelector(".cell");
  if (key === "End") return [...place.parentElement.querySelectorAll(".cell")].pop();
  if (!Object.hasOwn(MOVES, key)) return null;
  const [down, right] = MOVES[key];
  const rows = byId("matrix").tBodies[0].rows;
  let [y, x] = [place.parentElement.sectionRowIndex + down, place.cellIndex + right];
  while (rows[y]?.cells[x]) {
    const found = rows[y].cells[x].querySelector(".cell");
    if (found) return found;
    y += down; x += right;
  }
  return null;
}

// ── the panel ──────────────────────────────────────────────────────────────────────────────

function drawPanel(cell, machine) {
  const panel = byId("panel");
  document.querySelector("main").classList.toggle("open", Boolean(cell));
  panel.hidden = !cell;
  if (!cell) { panel.replaceChildren(); return; }
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => open(""));
  panel.replaceChildren(
    make("div", { class: "head" },
      make("div", {},
        make("h2", { id: "panel-title" }, `TensorFlow ${cell.tensorflow}`),
        make("p", { class: "muted" }, `Python ${cell.python} · ${machine.name} ${machine.arch}`)),
      close),
    verdict(cell),
    ...[install, proof, caps, gpu, lock, wheel, tested].flatMap((part) => part(cell, machine) || []));
  panel.scrollTop = 0;
}

function verdict(cell) {
  const { sign, says, means } = STATES[cell.state];
  const day = cell.date && make("span", { class: "nowrap" }, cell.date);
  const slug = cell.cause && make("span", {}, " (", make("code", {}, cell.cause), ")");
  return make("p", { class: `verdict ${cell.state}` },
    make("b", { "aria-hidden": "true" }, sign),
    make("span", {}, make("b", {}, says), day ? " on " : "", day, `: ${cell.because || means}`, slug));
}

function install(cell, machine) {
  const wanted = view.accelerator === "any" ? "" : ` --accelerator ${view.accelerator}${PLUGINS[view.accelerator] || ""}`;
  const command = `tfinstall ${cell.tensorflow} --python ${cell.python}${wanted}`;
  const there = `tfinstall lock ${cell.tensorflow} --python ${cell.python} --platform ${machine.id}`;
  if (cell.state === "broken") return null;
  return [make("h3", {}, "Install it"), copied(command, "the command"),
    make("p", { class: "note" }, "Or lock it for such a machine from any other:"), copied(there, "the command that locks it")];
}

function proof(cell) {
  if (!cell.seconds && !cell.tools) return null;
  const times = cell.seconds || {}, tools = cell.tools || {};
  const last = STEPS.indexOf(cell.level);
  const steps = STEPS.filter((step, place) => place <= last || Object.hasOwn(times, step));
  const items = steps.map((step) => {
    const passed = STEPS.indexOf(step) <= last;
    const time = times[step] >= 0.05 ? ` ${seconds(times[step])}` : "";
    return make("li", { class: passed ? "certified" : "broken" },
      `${passed ? "✓" : "×"} ${step === "check" ? "pip check" : step}${time}`);
  });
  return [make("h3", {}, "Proof"), make("ul", { class: "steps" }, ...items), facts({
    "Downloaded": cell.download && bytes(cell.download),
    "Installed": cell.installed && `${bytes(cell.installed)}${times.install ? ` in ${seconds(times.install)}` : ""}`,
    "With": Object.entries(tools).map(([name, version]) => `${TOOLS[name] || name} ${version}`).join(", "),
  })];
}

function caps(cell) {
  if (!cell.repairs) return null;
  const items = cell.repairs.map((place) => DATA.repairs[place]).map((repair) => make("li", {},
    make("code", {}, repair.constraint), repair.level === "use" ? " (for later use)" : "",
    make("p", {}, `Without it: ${repair.symptom}`),
    make("details", {}, make("summary", {}, "Why"),
      make("p", { class: "note" }, `${repair.reason}. Source: ${repair.source}`))));
  return [make("h3", {}, "Caps that its metadata lacks"), make("ul", { class: "caps" }, ...items)];
}

function gpu(cell) {
  if (!cell.cuda && !cell.rocm && !cell.metal) return null;
  const build = cell.cuda && DATA.builds[cell.cuda.build];
  const parts = [make("h3", {}, "GPU")];
  if (build) {
    parts.push(facts({
      "Distribution": cell.cuda.distribution,
      "CUDA": build.cuda, "cuDNN": build.cudnn,
      "NVIDIA driver": build.driver && `${build.driver} or newer`,
      "Compute capability": build.minimum && `${build.minimum} or newer`,
      "Code for": (build.native || []).join(", "),
    }), ...cell.cuda.caveats.map((place) => make("p", { class: "note" }, DATA.caveats[place])));
  }
  if (cell.rocm) parts.push(make("p", { class: "note" }, `For AMD there is ${cell.rocm} ${cell.tensorflow}.`));
  if (cell.metal) parts.push(make("p", { class: "note" }, "Metal comes with the plug-in tensorflow-metal."));
  if (cell.cpu && build) parts.push(make("p", { class: "note" }, `Without CUDA: ${cell.cpu} ${cell.tensorflow}.`));
  return parts;
}

function lock(cell) {
  const files = (DATA.locks[cell.lock] || []).map((place) => DATA.files[place]);
  if (files.length === 0) return null;
  const text = `# tensorflow ${cell.tensorflow}, Python ${cell.python}, ${DATA.machines[cell.machine].id}; lock ${cell.lock}\n`
    + files.map(([pin, , sha256]) => `${pin} --hash=sha256:${sha256}\n`).join("");
  const rows = files.map(([pin, size, sha256]) => {
    const [name, version] = pin.split("==");
    return make("tr", { title: `sha256 ${sha256}` }, make("th", { scope: "row" }, name), make("td", {}, version), make("td", {}, bytes(size)));
  });
  const before = cell.as_of ? `, nothing newer than ${cell.as_of}` : "";
  return [make("h3", {}, `Lock ${cell.lock}`),
    make("div", { class: "bar" },
      make("p", { class: "note" }, `${plural(files.length, "package")}${before}`),
      copyButton(text, "the lock", "Copy with hashes", "copy alone")),
    make("table", { class: "pins" }, make("tbody", {}, ...rows)),
    make("details", {}, make("summary", {}, "As a requirements file with hashes"), make("pre", { tabindex: "0" }, text))];
}

function wheel(cell) {
  const one = cell.wheel;
  const delegates = one.stub ? "It only asks for another distribution." : "";
  return [make("h3", {}, "Wheel"), facts({
    "File": one.file,
    "Size": `${bytes(one.bytes)}${one.unpacked ? `, ${bytes(one.unpacked)} installed` : ""}`,
    "SHA-256": make("span", { class: "mono" }, one.sha256),
    "Uploaded": one.uploaded,
    "Yanked": Object.hasOwn(one, "yanked") && (one.yanked || "yes"),
  }), delegates && make("p", { class: "note" }, delegates)].filter(Boolean);
}

function tested(cell, machine) {
  const rows = DATA.tested.filter((build) => build.os === machine.os && machine.arch === "x86-64"
    && minorOf(build.tensorflow) === minorOf(cell.tensorflow));
  if (rows.length === 0) return null;
  const parts = rows.map((build) => facts({
    [build.accelerator.toUpperCase()]: `${build.distribution} ${build.tensorflow}, Python ${build.python}`,
    "Built with": `${build.compiler}, ${build.build_tool}`,
    "CUDA": build.cuda && `${build.cuda}, cuDNN ${build.cudnn}`,
  }));
  return [make("h3", {}, "TensorFlow’s own tested builds"), ...parts, make("p", { class: "note" }, rows[0].source)];
}

function facts(rows) {
  const parts = Object.entries(rows).filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
  return make("dl", {}, ...parts);
}

function copied(text, what) {
  // Folded between words alone: a browser would also break after each hyphen of an option.
  const words = text.split(" ").flatMap((word) => [" ", make("span", { class: "nowrap" }, word)]).slice(1);
  return make("div", { class: "command" }, make("code", {}, ...words), copyButton(text, what, "Copy", "copy"));
}

function copyButton(text, what, label, style) {
  const button = make("button", { type: "button", class: style, "aria-label": `${label}: ${what}` }, label);
  button.addEventListener("click", async () => {
    const done = await toClipboard(text);
    button.textContent = done ? "Copied" : "Select it";
    byId("said").textContent = done ? `Copied ${what}` : `Could not copy ${what}`;
    setTimeout(() => { button.textContent = label; }, 1600);
  });
  return button;
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page of a file, or one without the permission: the older way still works there.
    const area = make("textarea", { class: "hidden", readonly: "" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// ── all of it ──────────────────────────────────────────────────────────────────────────────

function open(key) {
  const before = view.cell;
  view.cell = key;
  show();
  if (key) byId("panel").focus({ preventScroll: true });
  else tileOf(before)?.focus();
}

const tileOf = (key) => [...byId("matrix").querySelectorAll(".cell")].find((each) => each.dataset.cell === key);

function show() {
  const machine = machineOf(view.machine);
  const own = cellsOf(machine);
  const all = view.patches ? own : newest(own);
  const cells = chosen(all);
  drawHead(machine, all);
  drawTable(cells);
  drawPanel(own.find((cell) => keyOf(cell) === view.cell), machine);
  const rows = new Set(cells.map((cell) => (view.patches ? cell.tensorflow : minorOf(cell.tensorflow)))).size;
  byId("count").textContent = `${plural(cells.length, "cell")} in ${plural(rows, "release")}`
    + `${view.patches ? "" : ", each by its newest patch"}; + needs caps that its metadata lacks`;
  const fragment = written();
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}

function start() {
  const certified = DATA.cells.filter((cell) => cell.state === "certified").length;
  byId("summary").textContent = `${plural(DATA.cells.length, "cell")}, ${certified} of them installed and proved; `
    + `the index of ${DATA.generated}`;
  byId("accelerator").append(...Object.entries(ACCELERATORS)
    .filter(([name, { fits }]) => name === "any" || DATA.cells.some(fits))
    .map(([value, { says }]) => make("option", { value }, says)));
  byId("release").addEventListener("input", (event) => { view.release = event.target.value; show(); });
  byId("accelerator").addEventListener("change", (event) => { view.accelerator = event.target.value; show(); });
  byId("patches").addEventListener("change", (event) => { view.patches = event.target.checked; show(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", (event) => { event.preventDefault(); view = initial(); show(); });
  byId("matrix").addEventListener("click", (event) => {
    const button = event.target.closest(".cell");
    if (button) open(view.cell === button.dataset.cell ? "" : button.dataset.cell);
  });
  byId("matrix").addEventListener("keydown", moved);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && view.cell) open(""); });
  addEventListener("hashchange", () => { view = read(location.hash); show(); });
  view = read(location.hash);
  show();
  revealNewest();
}

// Where not all columns fit, the newest Pythons are what most readers came for.
function revealNewest() {
  const last = [...byId("matrix").tHead.querySelectorAll("th:not(.build)")].pop();
  const frame = byId("matrix").parentElement;
  frame.scrollLeft = last.offsetLeft + last.offsetWidth - frame.clientWidth;
}

start();
