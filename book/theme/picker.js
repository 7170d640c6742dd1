// The choice of themes: automatic, light, dark.
//
// mdBook writes all of its five into every page. Here they have two sets of colours (`colours.css`).
// One that is chosen already, in another book at the same address, stays in the list: mdBook looks for it there.
"use strict";
(() => {
    let chosen = null;
    try {
        chosen = localStorage.getItem("mdbook-theme");
    } catch {
        // A browser that stores nothing has nothing chosen.
    }
    for (const name of ["rust", "navy", "ayu"]) {
        if (name !== chosen) document.getElementById(`mdbook-theme-${name}`)?.parentElement.remove();
    }
    const dark = document.getElementById("mdbook-theme-coal");
    if (dark) dark.textContent = "Dark";
})();
