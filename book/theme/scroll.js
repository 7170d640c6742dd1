// Areas that scroll: the keyboard reaches them, and arrows in them scroll.
//
// mdBook turns the page on the left and the right arrow wherever the focus is.
"use strict";
(() => {
    const AREAS = "main .lanes, main .table-wrapper, main pre, main pre > code";
    const areas = document.querySelectorAll(AREAS);

    function scrolls(area) {
        const { overflowX, overflowY } = getComputedStyle(area);
        const wide = area.scrollWidth > area.clientWidth && /auto|scroll/.test(overflowX);
        const high = area.scrollHeight > area.clientHeight && /auto|scroll/.test(overflowY);
        return { wide, any: wide || high };
    }

    // Only what does scroll is a stop of the Tab key: a wide screen has few.
    function offer(area) {
        if (scrolls(area).any) area.tabIndex = 0;
        else if (area !== document.activeElement) area.removeAttribute("tabindex");
    }

    const sizes = new ResizeObserver((entries) => entries.forEach((entry) => offer(entry.target)));
    areas.forEach((area) => sizes.observe(area));
    // Other letters make the content wider, and the area stays as it is.
    document.fonts.ready.then(() => areas.forEach(offer));

    // On the way down: mdBook listens on the way up.
    document.addEventListener(
        "keydown",
        (event) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            const area = event.target.closest(AREAS);
            if (area && scrolls(area).wide) event.stopPropagation();
        },
        true,
    );
})();
