// Steps through a report. Everything that it shows stands in the page already.
"use strict";
(() => {
    const report = document.getElementById("report");
    const rows = Array.from(document.querySelectorAll("#report tr[data-step]"));
    if (rows.length === 0) return;
    const marks = document.querySelectorAll("#report .lanes .mark");
    const said = document.getElementById("step");
    const holds = document.getElementById("holds");
    const files = document.querySelectorAll("#source [data-file]");
    let current = 0;

    function markLine(row) {
        for (const line of document.querySelectorAll("#source mark")) {
            const plain = document.createElement("span");
            plain.dataset.line = line.dataset.line;
            plain.append(...line.childNodes);
            line.replaceWith(plain);
        }
        if (row.dataset.file === undefined) return;
        for (const file of files) file.hidden = file.dataset.file !== row.dataset.file;
        const place = `#source [data-file="${row.dataset.file}"] [data-line="${row.dataset.line}"]`;
        const line = document.querySelector(place);
        if (!line) return;
        const mark = document.createElement("mark");
        mark.dataset.line = line.dataset.line;
        mark.append(...line.childNodes);
        line.replaceWith(mark);
        // Only the listing scrolls: the page stays where the reader is.
        const listing = mark.closest("pre");
        listing.scrollTop = mark.offsetTop - listing.clientHeight / 2;
    }

    // Brings the step into sight in the table and in the drawing; the page stays where the reader is.
    function reveal(row, mark) {
        const table = row.closest(".table-wrapper");
        const head = table.querySelector("thead").offsetHeight;
        const [seen, own] = [table.getBoundingClientRect(), row.getBoundingClientRect()];
        if (own.top < seen.top + head) table.scrollTop -= seen.top + head - own.top;
        else if (own.bottom > seen.bottom) table.scrollTop += own.bottom - seen.bottom;
        if (!mark) return;
        const lanes = mark.closest(".lanes");
        const [all, it] = [lanes.getBoundingClientRect(), mark.getBoundingClientRect()];
        lanes.scrollLeft += it.left + it.width / 2 - (all.left + all.width / 2);
    }

    function show(number, moves) {
        current = Math.min(Math.max(number, 1), rows.length);
        rows.forEach((row, index) => {
            const now = index + 1 === current;
            row.classList.toggle("current", now);
            if (now) row.setAttribute("aria-current", "step");
            else row.removeAttribute("aria-current");
            if (marks[index]) marks[index].classList.toggle("current", now);
        });
        const row = rows[current - 1];
        said.textContent = `step ${current} of ${rows.length}`;
        document.getElementById("back").disabled = document.getElementById("first").disabled = current === 1;
        document.getElementById("forward").disabled = document.getElementById("last").disabled =
            current === rows.length;
        const cell = row.querySelector("td.situation").cloneNode(true);
        holds.replaceChildren(...cell.childNodes);
        markLine(row);
        reveal(row, marks[current - 1]);
        if (moves) {
            // So that the page that is loaded again shows the same step.
            history.replaceState(null, "", `${location.pathname}#step-${current}`);
        }
    }

    const moves = {
        first: () => 1,
        back: () => current - 1,
        forward: () => current + 1,
        last: () => rows.length,
    };
    for (const [name, to] of Object.entries(moves)) {
        document.getElementById(name).addEventListener("click", () => show(to(), true));
    }
    const keys = {
        ArrowDown: moves.forward,
        j: moves.forward,
        ArrowUp: moves.back,
        k: moves.back,
        Home: moves.first,
        End: moves.last,
    };
    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        // The search field, the list of themes and the like have keys of their own.
        const from = event.target;
        if (from !== document.body && !report.contains(from)) return;
        // A listing that has the focus scrolls.
        if (from.closest && from.closest("pre")) return;
        const to = keys[event.key];
        if (!to) return;
        event.preventDefault();
        show(to(), true);
    });

    const asked = () => Number((/^#step-(\d+)$/.exec(location.hash) || [])[1] || 1);
    window.addEventListener("hashchange", () => show(asked(), false));
    report.classList.add("stepping");
    document.getElementById("controls").hidden = false;
    show(asked(), false);
})();
