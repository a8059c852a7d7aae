"use strict";
// Makes the report within an element filter its findings and copy values.
// Without it all findings are shown.
globalThis.imslintReport = (root) => {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      let copied = true;
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        // No clipboard for this page: mark the value, and copy what is marked.
        const range = document.createRange();
        range.selectNodeContents(button.previousElementSibling);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        copied = document.execCommand("copy");
      }
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }

  const form = root.querySelector("form");
  const findings = [...root.querySelectorAll("[data-severity]")];
  if (!form || findings.length === 0) return;
  const filter = () => {
    const severities = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    const check = form.querySelector("select").value;
    let count = 0;
    for (const finding of findings) {
      const show = severities.includes(finding.dataset.severity) && (check === "" || check === finding.dataset.check);
      finding.hidden = !show;
      if (show) count++;
    }
    for (const row of root.querySelectorAll("[data-row]")) {
      row.hidden = !row.querySelector("[data-severity]:not([hidden])");
    }
    form.querySelector(".shown").textContent = count + " of " + findings.length + " findings shown";
  };
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
};
globalThis.imslintReport(document);
