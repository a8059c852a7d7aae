"use strict";
// Filters the findings. Without this script all of them are shown.
const form = document.querySelector("form");
const findings = [...document.querySelectorAll("article")];
const shown = document.getElementById("shown");
function filter() {
  const severities = [...form.querySelectorAll("input:checked")].map((box) => box.value);
  const check = form.querySelector("select").value;
  let count = 0;
  for (const finding of findings) {
    const show = severities.includes(finding.dataset.severity) && (check === "" || check === finding.dataset.check);
    finding.hidden = !show;
    if (show) count++;
  }
  shown.textContent = count + " of " + findings.length + " findings shown";
}
// A finding that a link leads to must not be hidden.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.hidden) {
    form.reset();
    filter();
    target.scrollIntoView();
  }
});
if (findings.length > 0) {
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
}
