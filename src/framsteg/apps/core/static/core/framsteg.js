// Everything works without this file; it only makes some things smoother.
"use strict";

// A second press while the first one is under way sends nothing more.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("data-sent", "");
  form.setAttribute("aria-busy", "true");
});

// Coming back with the browser's back button, or after an htmx answer, the form can be sent again.
const release = (root) => {
  for (const form of root.querySelectorAll("form[data-sent]")) {
    form.removeAttribute("data-sent");
    form.removeAttribute("aria-busy");
  }
};
window.addEventListener("pageshow", () => release(document));
document.addEventListener("htmx:afterRequest", () => release(document));

// After a faulty form, and after a swapped part with errors, the reader starts at the summary of errors.
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
document.addEventListener("DOMContentLoaded", () => {
  focusSummary(document);
  // On a phone the menus scroll sideways: show the current item.
  for (const link of document.querySelectorAll("nav [aria-current='page']")) {
    const list = link.closest("ul");
    if (list) list.scrollLeft = link.offsetLeft - list.offsetLeft - 16;
  }
});
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));

// An opened question beside a button closes with Escape and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.fs-confirm[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
