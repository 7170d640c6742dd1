//! Figures as bars: one for each, as long as its median, with a line for its interval.

use super::bench::{Figure, Group, digits};
use super::html::escaped;

/// Beyond this ratio the short bars of a linear scale would be too short to compare.
const LINEAR: f64 = 20.0;

/// Where bars begin and how long the longest is, in units of the drawing. It is as wide as a small
/// telephone, so that its letters are not shrunk there.
const LEFT: f64 = 100.0;
const LENGTH: f64 = 200.0;
const WIDTH: f64 = 380.0;
const ROW: f64 = 22.0;

/// From nanoseconds to the length of a bar.
struct Scale {
    /// Where a logarithmic axis begins.
    begin: Option<f64>,
    end: f64,
}

impl Scale {
    fn of(groups: &[Group<'_>]) -> Scale {
        let figures = || groups.iter().flat_map(|group| &group.figures);
        let least = figures().map(|figure| figure.median).fold(f64::INFINITY, f64::min);
        let most = figures().map(|figure| figure.median).fold(0.0, f64::max);
        let end = figures().map(|figure| figure.high).fold(0.0, f64::max);
        // The power of ten below the least, so that the least has a bar, too.
        let below = 10_f64.powf((least.log10() - 0.1).floor());
        Scale { begin: (most / least > LINEAR).then_some(below), end }
    }

    fn length(&self, value: f64) -> f64 {
        let share = match self.begin {
            None => value / self.end,
            Some(begin) => (value / begin).ln() / (self.end / begin).ln(),
        };
        share.clamp(0.0, 1.0) * LENGTH
    }
}

/// The drawing. `id` is its own in the whole book.
pub(super) fn draw(id: &str, operation: &str, groups: &[Group<'_>]) -> String {
    let (id, operation) = (escaped(id), escaped(operation));
    let scale = Scale::of(groups);
    let mut rows = String::new();
    let mut y = 0.0;
    for group in groups {
        y += ROW;
        rows.push_str(&format!(
            "<text x=\"0\" y=\"{:.0}\" class=\"group\">{}</text>\n",
            y - 6.0,
            escaped(&group.title)
        ));
        for figure in &group.figures {
            rows.push_str(&bar(&scale, y, figure));
            y += ROW;
        }
        y += ROW / 3.0;
    }
    let axis = match scale.begin {
        None => String::new(),
        Some(begin) => {
            y += ROW;
            format!(
                "<text x=\"{LEFT}\" y=\"{:.0}\">logarithmic, from {} ns</text>\n",
                y - 8.0,
                digits(begin)
            )
        }
    };
    // The description says what the drawing shows; the figures are in the table below it.
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {WIDTH:.0} {y:.0}\" \
         width=\"{WIDTH:.0}\" height=\"{y:.0}\">\n\
         <title id=\"{id}-title\">Time for one {operation}</title>\n\
         <desc id=\"{id}-desc\">A bar for each figure of the table below; longer is slower.</desc>\n\
         {rows}{axis}</svg>\n"
    )
}

fn bar(scale: &Scale, y: f64, figure: &Figure) -> String {
    let [low, median, high] =
        [figure.low, figure.median, figure.high].map(|value| scale.length(value));
    let middle = y + ROW / 2.0;
    format!(
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\
         <rect x=\"{LEFT}\" y=\"{:.0}\" width=\"{median:.1}\" height=\"{:.0}\"/>\
         <path d=\"M{:.1} {middle:.0}H{:.1}\"/>\
         <text x=\"{:.0}\" y=\"{:.0}\">{} ns</text>\n",
        LEFT - 6.0,
        middle + 5.0,
        escaped(&figure.name),
        y + 3.0,
        ROW - 6.0,
        LEFT + low,
        LEFT + high,
        LEFT + high + 6.0,
        middle + 5.0,
        digits(figure.median),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The drawing of these medians, and the lengths of its bars.
    fn drawn(medians: &[f64]) -> (String, Vec<f64>) {
        let figures: Vec<Figure> = medians
            .iter()
            .map(|median| {
                let figure = format!(
                    "{{\"operation\": \"push\", \"name\": \"std\", \"threads\": 1, \
                     \"median\": {median}, \"low\": {median}, \"high\": {median}}}"
                );
                serde_json::from_str(&figure).unwrap()
            })
            .collect();
        let group = Group { title: "1 thread".into(), figures: figures.iter().collect() };
        let svg = draw("id", "push", &[group]);
        let rects = svg.split("<rect ").skip(1);
        let lengths = rects.map(|rect| {
            let (_, rest) = rect.split_once("width=\"").unwrap();
            rest.split('"').next().unwrap().parse().unwrap()
        });
        let lengths = lengths.collect();
        (svg, lengths)
    }

    #[test]
    fn bars_are_as_long_as_their_figures() {
        let (svg, lengths) = drawn(&[10.0, 20.0, 200.0]);
        assert_eq!(lengths, [10.0, 20.0, 200.0]);
        assert!(!svg.contains("logarithmic"), "{svg}");
    }

    #[test]
    fn ratios_above_20_are_drawn_to_a_logarithmic_scale_that_says_so() {
        let (svg, lengths) = drawn(&[10.0, 100.0, 1000.0]);
        assert_eq!(lengths, [66.7, 133.3, 200.0]);
        assert!(svg.contains("logarithmic, from 1.00 ns"), "{svg}");
    }

    #[test]
    fn a_drawing_has_a_title_and_a_description() {
        let (svg, _) = drawn(&[10.0]);
        assert!(svg.starts_with("<svg role=\"img\" aria-labelledby=\"id-title id-desc\""), "{svg}");
        assert!(svg.contains("<title id=\"id-title\">Time for one push</title>"), "{svg}");
        assert!(svg.contains("<desc id=\"id-desc\">"), "{svg}");
    }
}
