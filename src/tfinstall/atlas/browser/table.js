// The head, where filters are set, and the table: TensorFlow down, Python across.

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
