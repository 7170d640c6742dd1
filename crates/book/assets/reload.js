// Loads the page again when the book has changed, and a report when there was another check.
// Only a served page has this script.
"use strict";
(() => {
    const shown = document.currentScript.dataset;
    let events = null;
    let answers = shown.answers;

    function listen() {
        if (events) return;
        events = new EventSource("/__book/events");
        // The first message says what is current, so that nothing is missed
        // between the loading of the page and the opening of the stream.
        events.onmessage = (event) => {
            if (event.data !== shown.edition) location.reload();
        };
        events.addEventListener("answers", (event) => {
            if (shown.answers && event.data !== shown.answers) location.reload();
            // Other pages stay, and are told: what is solved may have changed.
            if (answers !== undefined && event.data !== answers) {
                document.dispatchEvent(new Event("book:answers"));
            }
            answers = event.data;
        });
    }

    function rest() {
        if (events) events.close();
        events = null;
    }

    // A browser opens six connections to one address: hidden tabs must not keep them.
    document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
    if (!document.hidden) listen();
})();
