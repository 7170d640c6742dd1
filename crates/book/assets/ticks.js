// Marks what is solved: exercises on their cards, chapters in the table of contents. Only a served
// page has this script: it alone has somebody to ask.
"use strict";
(async () => {
    const answer = await fetch("/__book/solved.json");
    if (!answer.ok) return;
    const { solved, chapters } = await answer.json();

    for (const slug of solved) {
        for (const card of document.querySelectorAll(`[data-exercise="${CSS.escape(slug)}"]`)) {
            const mark = document.createElement("span");
            mark.className = "solved";
            mark.textContent = "✓ solved";
            card.dataset.solved = "";
            card.querySelector("p").prepend(mark);
        }
    }

    for (const link of document.querySelectorAll("#mdbook-sidebar a")) {
        if (link.hash) continue;
        const page = link.pathname.replace(/^.*\/|\.html$/g, "");
        if (!Object.hasOwn(chapters, page) || chapters[page].of === 0) continue;
        const { solved, of } = chapters[page];
        const done = solved === of;
        // Read out with the link it belongs to.
        const mark = document.createElement("span");
        mark.className = done ? "solved all" : "solved";
        mark.append(text(", "), `${done ? "✓ " : ""}${solved} of ${of}`, text(" exercises solved"));
        link.append(mark);
    }

    // For those who hear the page: who sees it knows from the place what is counted.
    function text(words) {
        const span = document.createElement("span");
        span.className = "visually-hidden";
        span.textContent = words;
        return span;
    }
})();
