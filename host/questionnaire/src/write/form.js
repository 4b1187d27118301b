"use strict";
(() => {
  const root = document.documentElement.dataset;
  const form = document.getElementById("form");
  const notice = document.getElementById("notice");
  const questions = [...form.querySelectorAll("[data-question]")];
  const byId = new Map(questions.map((field) => [field.dataset.question, field]));
  const kept = `assay:${root.format}:${root.supplier}`;

  const part = (field, name) => field.querySelector(`textarea[data-part=${name}], input:not([type=radio])[data-part=${name}]`);
  const read = (field) => {
    const chosen = field.querySelector("input[type=radio]:checked");
    const box = part(field, "value");
    return {
      value: chosen ? chosen.value : box ? box.value.trim() : "",
      comment: part(field, "comment").value.trim(),
      documents: part(field, "documents").value.split("\n").map((line) => line.trim()).filter(Boolean),
    };
  };
  const write = (field, answer) => {
    const radios = [...field.querySelectorAll("input[type=radio]")];
    const box = part(field, "value");
    for (const radio of radios) radio.checked = radio.value === (answer.value ?? "");
    if (radios.length && !radios.some((radio) => radio.checked)) radios.at(-1).checked = true;
    if (box) box.value = answer.value ?? "";
    part(field, "comment").value = answer.comment ?? "";
    part(field, "documents").value = (answer.documents ?? []).join("\n");
  };
  const answers = () => {
    const given = {};
    for (const field of questions) {
      const answer = read(field);
      // What is hidden is not asked, so it is not answered either.
      if (!field.hidden && (answer.value || answer.comment || answer.documents.length)) given[field.dataset.question] = answer;
    }
    const day = form.elements["answered-on"].value;
    return {
      format: root.format,
      supplier: root.supplier,
      "answered-by": form.elements["answered-by"].value.trim(),
      "answered-on": day || null,
      answers: given,
    };
  };
  const take = (file) => {
    if (file?.format !== root.format || file.supplier !== root.supplier) throw new Error("these are not answers to this form");
    form.elements["answered-by"].value = file["answered-by"] ?? "";
    form.elements["answered-on"].value = file["answered-on"] ?? "";
    for (const [id, answer] of Object.entries(file.answers ?? {})) if (byId.has(id)) write(byId.get(id), answer);
    refresh();
  };
  const refresh = () => {
    let open = 0;
    let answered = 0;
    for (const field of questions) {
      const other = field.dataset.if && byId.get(field.dataset.if);
      field.hidden = Boolean(other) && (other.hidden || !JSON.parse(field.dataset.anyOf).includes(read(other).value));
      if (field.hidden) continue;
      open += 1;
      if (read(field).value) answered += 1;
    }
    document.getElementById("progress").textContent = `${answered} of ${open} questions are answered.`;
  };
  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };

  form.addEventListener("input", () => {
    refresh();
    // Some browsers give a local file no storage; then only the saved file keeps the answers.
    try { localStorage.setItem(kept, JSON.stringify(answers())); } catch { /* The page says that saving gives a file. */ }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("print").addEventListener("click", () => window.print());
  document.getElementById("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(answers(), null, 2) + "\n"], { type: "application/json" }));
    link.download = `answers-${root.supplier}.json`;
    link.click();
    tell(`Saved as ${link.download}. Send this file back.`);
  });
  document.getElementById("load").addEventListener("change", async (event) => {
    try {
      take(JSON.parse(await event.target.files[0].text()));
      tell("");
    } catch (error) {
      tell(`The file was not taken: ${error.message}.`);
    }
  });
  try {
    const before = localStorage.getItem(kept);
    if (before) take(JSON.parse(before));
  } catch { /* Without storage there is nothing to go on with. */ }
  refresh();
})();
