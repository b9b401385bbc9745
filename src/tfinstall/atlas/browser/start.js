// All of it: one look at `view` draws the page, and whatever a reader does ends here.

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
