"use strict";
// Shows how far an assessment is. Without it the page says the same when it is loaded again.
const box = document.querySelector("[data-events]");
if (box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[role=status]");
  const list = box.querySelector("ol");
  const source = new EventSource(box.dataset.events);
  const show = (event) => {
    const job = JSON.parse(event.data);
    if (job.planned) bar.max = job.planned;
    bar.value = job.lines.length;
    words.textContent = `${job.lines.length} of ${job.planned || "?"} runs have ended.`;
    while (list.children.length < job.lines.length) {
      const line = document.createElement("li");
      line.textContent = job.lines[list.children.length];
      list.append(line);
    }
  };
  source.addEventListener("progress", show);
  source.addEventListener("done", (event) => {
    show(event);
    source.close();
    location.reload();
  });
}
