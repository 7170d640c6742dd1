//! The table: a row for each step, a column for each thread.

use super::rows::Row;
use super::source::Sources;
use crate::check::trace::Trace;

/// Lines around the rows: header, rule, and a blank line above and below.
pub(crate) const FRAME: usize = 4;

/// The least room for the place of a step.
const PLACE: usize = 22;

/// Columns of the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Width(pub(crate) usize);

impl Width {
    /// `INTERLEAVE_WIDTH`, or the terminal's, or 100.
    pub(crate) fn of_terminal() -> Self {
        let given = std::env::var("INTERLEAVE_WIDTH").ok().and_then(|width| width.parse().ok());
        Width(given.or_else(terminal_width).unwrap_or(100).clamp(40, 200))
    }
}

#[cfg(unix)]
fn terminal_width() -> Option<usize> {
    // SAFETY: an all-zero `winsize` is a valid one.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: TIOCGWINSZ writes a `winsize` to the pointer, which is valid for that.
    let asked = unsafe { libc::ioctl(libc::STDERR_FILENO, libc::TIOCGWINSZ, &raw mut size) };
    (asked == 0 && size.ws_col > 0).then_some(size.ws_col.into())
}

#[cfg(not(unix))]
fn terminal_width() -> Option<usize> {
    None
}

/// A row, or a line that stands for several.
enum Line<'a> {
    Row(&'a Row),
    Gap(String),
}

/// The rows as lines of at most `width`, at most `room` of them.
pub(crate) fn draw(
    trace: &Trace,
    rows: &[Row],
    room: usize,
    width: Width,
    sources: &mut Sources,
) -> Vec<String> {
    let lines = fold(rows, room.max(8));
    let shown = || {
        lines.iter().filter_map(|line| if let Line::Row(row) = line { Some(*row) } else { None })
    };
    let lanes: Vec<usize> = (0..trace.threads.len())
        .map(|thread| {
            let texts = shown().filter(|row| row.thread == thread).map(|row| len(&row.text) + 1);
            texts.chain([len(&trace.threads[thread].name)]).max().unwrap_or(0)
        })
        .collect();
    let used = 10 + lanes.iter().map(|lane| lane + 3).sum::<usize>();
    if used + PLACE <= width.0 {
        columns(trace, &lines, &lanes, width.0 - used, sources)
    } else {
        list(trace, &lines, width.0, sources)
    }
}

fn len(text: &str) -> usize {
    text.chars().count()
}

fn cut(text: &str, most: usize) -> String {
    if len(text) <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept + "…"
}

/// `lib.rs:12 Counter::increment`, and the source line if there is room.
fn place(row: &Row, room: usize, sources: &mut Sources) -> String {
    let Some(at) = &row.at else { return String::new() };
    let place = sources.place(&at.file, at.line);
    let short = format!("{} {}", place.short, place.function);
    let with_source = format!("{:<PLACE$}  {}", short.trim_end(), place.source);
    let text = if room >= PLACE + 14 { with_source } else { short };
    cut(text.trim_end(), room)
}

fn columns(
    trace: &Trace,
    lines: &[Line<'_>],
    lanes: &[usize],
    room: usize,
    sources: &mut Sources,
) -> Vec<String> {
    let header: String = trace
        .threads
        .iter()
        .zip(lanes)
        .map(|(thread, lane)| format!("│ {:<lane$} ", thread.name))
        .collect();
    let rule: String = lanes.iter().map(|lane| format!("┼{}", "─".repeat(lane + 2))).collect();
    let header = vec![format!("   step {header}│ where"), format!("  ──────{rule}┼──────")];
    body(header, lines, |row, turn| {
        let cells = lanes.iter().enumerate().map(|(thread, lane)| {
            let mine = thread == row.thread;
            let text = if mine { format!("{turn}{}", row.text) } else { String::new() };
            format!("│ {text:<lane$} ")
        });
        let cells: String = cells.collect();
        format!("  {:>5} {cells}│ {}", row.mark, place(row, room, sources))
    })
}

/// The header and the lines. Each change of thread is marked by `▸`: these are the points at which
/// the schedule matters.
fn body(
    mut drawn: Vec<String>,
    lines: &[Line<'_>],
    mut draw: impl FnMut(&Row, &str) -> String,
) -> Vec<String> {
    let mut before = None;
    for line in lines {
        drawn.push(match line {
            Line::Gap(text) => format!("      ⋮ {text}"),
            Line::Row(row) => {
                let turn = if before == Some(row.thread) { " " } else { "▸" };
                before = Some(row.thread);
                draw(row, turn)
            }
        });
    }
    drawn.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// For narrow terminals and many threads: the thread's name before each step.
fn list(trace: &Trace, lines: &[Line<'_>], width: usize, sources: &mut Sources) -> Vec<String> {
    let names = trace.threads.iter().map(|thread| len(&thread.name));
    let name_width = names.max().unwrap_or(0).clamp(6, 12);
    let texts = lines.iter().map(|line| match line {
        Line::Row(row) => len(&row.text),
        Line::Gap(_) => 0,
    });
    let text_width =
        texts.max().unwrap_or(0).min(width.saturating_sub(name_width + 12 + PLACE).max(20));
    let room = width.saturating_sub(name_width + text_width + 13);
    let header = vec![
        format!("   step  {:<name_width$}  {:<text_width$}  where", "thread", "what"),
        format!("  {}", "─".repeat(width.min(name_width + text_width + 30).saturating_sub(2))),
    ];
    body(header, lines, |row, turn| {
        let name = cut(&trace.threads[row.thread].name, name_width);
        let text = cut(&row.text, text_width);
        let place = place(row, room, sources);
        format!("  {:>5} {turn}{name:<name_width$}  {text:<text_width$}  {place}", row.mark)
    })
}

/// Old values in the middle that are shown.
const OLD: usize = 2;

/// Leaves out repetitions, then the middle, until the rows fit.
fn fold(rows: &[Row], room: usize) -> Vec<Line<'_>> {
    if rows.len() <= room {
        return rows.iter().map(Line::Row).collect();
    }
    if let Some((start, period, times)) = repetition(rows) {
        let (head, tail) = (&rows[..start], &rows[start + period * times..]);
        let left = room.saturating_sub(period + tail.len() + 1);
        let mut lines = without_middle(head, left.max(2));
        lines.extend(rows[start..start + period].iter().map(Line::Row));
        let steps =
            if period == 1 { "this step".to_owned() } else { format!("these {period} steps") };
        lines.push(Line::Gap(format!("{steps}, {} times more", times - 1)));
        lines.extend(tail.iter().map(Line::Row));
        if lines.len() <= room {
            return lines;
        }
    }
    without_middle(rows, room)
}

fn without_middle(rows: &[Row], room: usize) -> Vec<Line<'_>> {
    if rows.len() <= room {
        return rows.iter().map(Line::Row).collect();
    }
    // The end is where it breaks: it gets three quarters. Old values explain why, wherever they are.
    let first = room / 4;
    let is_old = |(_, row): &(usize, &Row)| row.old;
    let old: Vec<_> =
        rows.iter().enumerate().skip(first).filter(is_old).map(|(at, _)| at).collect();
    let old = &old[old.len().saturating_sub(OLD)..];
    let last = (room - first - 1).saturating_sub(2 * old.len()).max(1);
    let is_shown = |at: &usize| *at < first || *at + last >= rows.len() || old.contains(at);
    let mut lines = Vec::new();
    let mut shown = 0;
    for at in (0..rows.len()).filter(is_shown) {
        match at - shown {
            0 => {}
            1 => lines.push(Line::Row(&rows[shown])),
            left_out => lines.push(Line::Gap(format!("{left_out} steps left out"))),
        }
        lines.push(Line::Row(&rows[at]));
        shown = at + 1;
    }
    lines
}

/// The longest run of equal groups of rows: where it starts, how long a group is, how often it
/// stands.
fn repetition(rows: &[Row]) -> Option<(usize, usize, usize)> {
    let same = |a: &Row, b: &Row| {
        a.thread == b.thread && a.text == b.text && a.at == b.at && b.mark.parse::<usize>().is_ok()
    };
    let run = |period: usize| {
        let (mut best, mut start) = ((0, 0), 0);
        for at in period..rows.len() {
            if !same(&rows[at - period], &rows[at]) {
                start = at + 1 - period;
            } else if at + 1 - start > best.1 {
                best = (start, at + 1 - start);
            }
        }
        (best.0, period, best.1 / period)
    };
    let best =
        (1..=8).map(run).max_by_key(|(_, period, times)| (times * period, usize::MAX - period));
    best.filter(|(_, period, times)| *times >= 3 && times * period > 8)
}
