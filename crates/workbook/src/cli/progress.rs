//! A bar for what takes minutes; none where nobody looks.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use workbook::grade::Step;

/// How far a grading is, on the standard error.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar, if the standard error is a terminal.
    pub(crate) fn new() -> Progress {
        let target = match std::io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{msg:9} {wide_bar} {pos}/{len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress(bar)
    }

    /// Shows a step.
    pub(crate) fn tell(&self, step: Step) {
        let (word, done, of) = match step {
            Step::Built(done, of) => ("building", done, of),
            Step::Judged(done, of) => ("checking", done, of),
        };
        self.show(word, done, of);
    }

    /// Shows that so much is done, of so much.
    pub(crate) fn show(&self, word: &'static str, done: usize, of: usize) {
        self.0.set_message(word);
        self.0.set_length(of as u64);
        self.0.set_position(done as u64);
    }

    /// Makes room for what is printed next.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
