//! `{{#wrong <slug>/<mistake>}}`: a wrong version, with what it says about itself as the caption.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};

use super::{Site, html, names};
use crate::wrong_header::{self, Claim};

/// The wrong version's file.
pub(super) fn source(site: &Site, argument: &str) -> Result<PathBuf> {
    let Some((slug, mistake)) = argument.split_once('/') else {
        bail!("write `<slug>/<mistake>`, for example `counter/{argument}`");
    };
    let folder = names::exercise(&site.root.join("solutions"), slug)?.join("wrong");
    let file = folder.join(format!("{mistake}.rs"));
    let mistakes = names::files(&folder, "rs");
    if !mistakes.iter().any(|known| known == mistake) {
        return Err(names::unknown(&format!("wrong version of `{slug}`"), mistake, &mistakes));
    }
    Ok(file)
}

/// Renders the code without its header, and the header's words.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let path = source(site, argument)?;
    let file = path.strip_prefix(&site.root).unwrap_or(&path).display().to_string();
    let file = file.replace('\\', "/");
    let text = fs::read_to_string(&path).with_context(|| format!("failed to read `{file}`"))?;
    let header = wrong_header::header(&text).map_err(|error| anyhow!("{file}: {error}"))?;
    let is_shown = |line: &&str| !line.contains("ANCHOR:") && !line.contains("ANCHOR_END:");
    let code: Vec<_> = text
        .lines()
        .skip_while(|line| wrong_header::is_header(line) || line.trim().is_empty())
        .filter(is_shown)
        .collect();
    if code.is_empty() {
        bail!("`{file}` has no code below its header");
    }
    let verdict = match header.claim {
        Claim::Fails(failures) => {
            let tests = failures.iter().map(|failure| {
                let (test, words) = (html::escaped(&failure.test), html::escaped(&failure.words));
                format!("<li><code>{test}</code>: {words}</li>")
            });
            let tests: Vec<_> = tests.collect();
            format!("<p>Refused by</p>\n<ul>\n{}\n</ul>", tests.join("\n"))
        }
        Claim::Passes(why) => {
            format!("<p>It looks wrong, and is right: {}</p>", html::with_code(&why))
        }
    };
    let description = header.description.replace('\n', " ");
    Ok(format!(
        "<figure class=\"wrong-version\">\n\n{}\n\n<figcaption>\n<p>{}</p>\n{verdict}\n\
         <p><code>{}</code></p>\n</figcaption>\n</figure>",
        html::fenced("rust", &code.join("\n")),
        html::with_code(&description),
        html::escaped(&file),
    ))
}
