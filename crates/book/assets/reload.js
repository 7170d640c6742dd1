// Loads the page again when the book has changed. Only a served page has this script.
"use strict";
(() => {
    const shown = document.currentScript.dataset.edition;
    let events = null;

    function listen() {
        if (events) return;
        events = new EventSource("/__book/events");
        // The first message says what is current, so that nothing is missed
        // between the loading of the page and the opening of the stream.
        events.onmessage = (event) => {
            if (event.data !== shown) location.reload();
        };
    }

    function rest() {
        if (events) events.close();
        events = null;
    }

    // A browser opens six connections to one address: hidden tabs must not keep them.
    document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
    if (!document.hidden) listen();
})();
