//! A page as the rules see it.

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

/// What the rules need of a page.
#[derive(Default)]
pub(super) struct Page {
    /// Words that are read, outside of code: the line, and the text.
    #[cfg(feature = "spelling")]
    pub(super) prose: Vec<(usize, String)>,
    /// Paragraphs and items of lists.
    pub(super) blocks: Vec<Block>,
    /// Fenced code.
    pub(super) fences: Vec<Fence>,
    /// Links and images: the line, and the address.
    pub(super) links: Vec<(usize, String)>,
}

/// A paragraph.
#[derive(Default)]
pub(super) struct Block {
    /// The line in which it begins.
    pub(super) line: usize,
    /// Its words; code is a `…`.
    pub(super) text: String,
    /// Whether it links to something.
    pub(super) has_link: bool,
}

/// A fenced block of code.
pub(super) struct Fence {
    /// The line of its first mark.
    pub(super) line: usize,
    /// What stands after the mark.
    pub(super) info: String,
    /// The code.
    pub(super) code: String,
}

impl Page {
    /// Reads Markdown as mdBook does.
    pub(super) fn read(text: &str) -> Page {
        let mut options = MarkdownOptions::default();
        options.smart_punctuation = false;
        let mut page = Page::default();
        let mut open: Vec<Block> = Vec::new();
        let mut fence: Option<Fence> = None;
        let mut in_code = false;
        for (event, range) in new_cmark_parser(text, &options).into_offset_iter() {
            let line = text[..range.start].matches('\n').count() + 1;
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    in_code = true;
                    if let CodeBlockKind::Fenced(info) = kind {
                        fence = Some(Fence { line, info: info.to_string(), code: String::new() });
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    in_code = false;
                    page.fences.extend(fence.take());
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push((line, dest_url.to_string()));
                    for block in &mut open {
                        block.has_link = true;
                    }
                }
                Event::Start(Tag::Paragraph | Tag::Item) => {
                    open.push(Block { line, ..Block::default() });
                }
                Event::End(TagEnd::Paragraph | TagEnd::Item) => page.blocks.extend(open.pop()),
                Event::Text(words) if in_code => {
                    if let Some(fence) = &mut fence {
                        fence.code.push_str(&words);
                    }
                }
                Event::Text(words) => {
                    if let Some(block) = open.last_mut() {
                        block.text.push_str(&words);
                    }
                    #[cfg(feature = "spelling")]
                    page.prose.push((line, words.to_string()));
                }
                Event::Code(_) => {
                    if let Some(block) = open.last_mut() {
                        block.text.push('…');
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    page.links.extend(addresses(&html).map(|address| (line, address.to_owned())));
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(block) = open.last_mut() {
                        block.text.push(' ');
                    }
                }
                _ => {}
            }
        }
        page
    }
}

/// What HTML of the page's own leads to.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    let values = |name: &'static str| html.split(name).skip(1);
    let all = values(" href=\"").chain(values(" src=\""));
    all.filter_map(|rest| Some(rest.split_once('"')?.0))
}
