//! The drawing of an execution: a lane for each thread, time from left to right.
//!
//! A number is the step of the table; a square is where it breaks. One line leads through all
//! steps, so that each change of thread is a change of lane. Everything is in the text's own
//! colour: every theme and a printer show it.

use std::fmt::Write;

use super::html::escaped;
use super::recorded::Step;

/// From one step to the next, and from one lane to the next.
const PITCH: usize = 34;
const LANE: usize = 44;
/// Half of a mark's width.
const MARK: usize = 12;
/// Of a character of a thread's name, about.
const CHARACTER: usize = 9;

/// Draws the steps.
pub(crate) fn draw(threads: &[String], steps: &[Step]) -> String {
    let longest = threads.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let left = longest * CHARACTER + 2 * MARK;
    let x = |index: usize| left + MARK + index * PITCH;
    let y = |thread: usize| LANE / 2 + thread * LANE;
    let width = x(steps.len().saturating_sub(1)) + 2 * MARK;
    let height = threads.len() * LANE;

    // A screen that is too narrow scrolls it: who uses the keyboard must reach it for that.
    let mut svg = format!(
        "<div class=\"lanes\" tabindex=\"0\" role=\"group\" aria-label=\"Which thread runs when\">\
         <svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" fill=\"none\" stroke=\"currentColor\">\n\
         <title>Which thread runs when</title>\n<desc>{}</desc>\n",
        escaped(&told(threads, steps))
    );
    for (thread, name) in threads.iter().enumerate() {
        let own = |step: &&Step| step.thread == thread;
        let first = steps.iter().position(|step| own(&step));
        let last = steps.iter().rposition(|step| own(&step));
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{}\" fill=\"currentColor\" stroke=\"none\">{}</text>",
            y(thread) + 5,
            escaped(name)
        );
        if let (Some(first), Some(last)) = (first, last) {
            let _ = writeln!(
                svg,
                "<path class=\"life\" stroke-dasharray=\"2 4\" d=\"M{} {y}H{}\"/>",
                x(first),
                x(last),
                y = y(thread)
            );
        }
    }
    let points = steps.iter().enumerate().map(|(index, step)| {
        let verb = if index == 0 { 'M' } else { 'L' };
        format!("{verb}{} {}", x(index), y(step.thread))
    });
    let points: String = points.collect();
    let _ = writeln!(svg, "<path class=\"way\" stroke-width=\"2\" d=\"{points}\"/>");
    for (index, step) in steps.iter().enumerate() {
        let (x, y) = (x(index), y(step.thread));
        let is_step = step.mark.parse::<usize>().is_ok();
        let breaks = !is_step || step.text == "panics";
        let shape = if breaks {
            let side = 2 * MARK;
            format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\"",
                x - MARK,
                y - MARK
            )
        } else {
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{MARK}\"")
        };
        let label = if is_step { escaped(&step.mark) } else { "!".to_owned() };
        let _ = writeln!(
            svg,
            "<g><title>{}: {} {}</title>{shape} class=\"mark\" fill=\"Canvas\"/>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">\
             {label}</text></g>",
            escaped(&step.mark),
            escaped(&threads[step.thread]),
            escaped(&step.text),
            y + 4
        );
    }
    svg.push_str("</svg></div>");
    svg
}

/// `main takes steps 1 to 3, then T1 4 to 12, then main 13.`
fn told(threads: &[String], steps: &[Step]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let is_step = |step: &&Step| step.mark.parse::<usize>().is_ok();
    let numbered: Vec<&Step> = steps.iter().filter(is_step).collect();
    for run in numbered.chunk_by(|a, b| a.thread == b.thread) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let name = &threads[first.thread];
        let takes = if parts.is_empty() { "takes steps " } else { "" };
        let until = if run.len() == 1 { String::new() } else { format!(" to {}", last.mark) };
        parts.push(format!("{name} {takes}{}{until}", first.mark));
    }
    let mut told = parts.join(", then ");
    for step in steps.iter().filter(|step| !is_step(step)) {
        let _ = write!(told, "; {} {}: {}", threads[step.thread], step.mark, step.text);
    }
    told.push('.');
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(mark: &str, thread: usize, text: &str) -> Step {
        Step { mark: mark.into(), thread, text: text.into(), place: String::new() }
    }

    #[test]
    fn the_description_says_who_runs_when() {
        let threads = ["main".to_owned(), "T1".to_owned()];
        let steps = [
            step("1", 0, "spawn T1"),
            step("2", 0, "lock a"),
            step("3", 1, "lock b"),
            step("waits", 0, "lock b"),
        ];
        assert_eq!(
            told(&threads, &steps),
            "main takes steps 1 to 2, then T1 3; main waits: lock b."
        );
    }

    #[test]
    fn each_change_of_thread_is_a_change_of_lane_and_a_break_is_a_square() {
        let threads = ["main".to_owned(), "<T1>".to_owned()];
        let svg = draw(&threads, &[step("1", 0, "a"), step("2", 1, "panics")]);
        assert!(svg.contains("d=\"M72 22L106 66\""), "{svg}");
        assert_eq!((svg.matches("<circle").count(), svg.matches("<rect").count()), (1, 1), "{svg}");
        assert!(svg.contains("&lt;T1&gt;") && !svg.contains("\n\n"), "{svg}");
    }
}
