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
