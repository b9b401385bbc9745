// The panel: all about one cell, each part a function that gives nothing where it has nothing.

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
