// The button of the table of contents, for the keyboard and for screen readers.
//
// In mdBook it is a label for a checkbox that is not displayed: no key reaches it.
"use strict";
(() => {
    const button = document.getElementById("mdbook-sidebar-toggle");
    if (!button) return;
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        button.click();
    });
})();
