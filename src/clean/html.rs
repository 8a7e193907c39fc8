//! Reads HTML source into the working text.
//!
//! In: HTML source, whole or a fragment, well-formed or not. Out: the working text, each block element on a line of its own, with
//! the kind that the markup asks for. Every position leads back into the source; scripts, styles and tags are left out.

mod day;

use super::element::{Element, Role, element};
use super::entity;
use super::{PartKind, says_within};
use crate::text::{Builder, Line, TokenRange, Working};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The text of a page, each block on its own line; positions lead back into the source.
pub(crate) fn read(source: &str) -> Working {
    let mut end = source.len().min(u32::MAX as usize - 8);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let mut page = Page::new(&source[..end]);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(&source[..end], emitter) {
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&tag.name, tag.span.start, tag.span.end),
            Token::Comment(comment) => page.leave_out(comment.span.start, comment.span.end),
            Token::Doctype(doctype) => page.leave_out(doctype.span.start, doctype.span.end),
            Token::String(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

/// What a piece of source prints: references decoded, tags left out, blanks as they stand.
pub(crate) fn printed(source: &str) -> String {
    let mut text = Vec::with_capacity(source.len());
    for Ok(token) in Tokenizer::new(source) {
        if let html5gum::Token::String(piece) = token {
            text.extend_from_slice(&piece.value);
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// An open element.
struct Open {
    name: Box<[u8]>,
    skipped: bool,
    block: bool,
    role: Option<Role>,
}

/// Elements that may be open at a time; deeper ones are read as if they stood in the last.
const DEEPEST: usize = 512;

struct Page<'s> {
    source: &'s str,
    builder: Builder,
    /// Up to where the source was read.
    at: usize,
    open: Vec<Open>,
    /// Nothing but blanks since the last line break.
    fresh: bool,
    /// Role of what stood first in the line.
    role: Option<Role>,
    /// Lines made so far that stand in `<title>` and in `<h1>`.
    title: Option<usize>,
    headings: Vec<usize>,
    /// The first day of publication that a tag states.
    day: Option<String>,
}

impl<'s> Page<'s> {
    fn new(source: &'s str) -> Self {
        let builder = Builder::with_capacity(source.len() / 2);
        Self { source, builder, at: 0, open: Vec::new(), fresh: true, role: None, title: None, headings: Vec::new(), day: None }
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let class = |name: &[u8]| tag.attributes.get(name).map(|v| &v.value.0[..]).unwrap_or_default();
        let known = element(&tag.name, class(b"class"), class(b"id"));
        self.day = self.day.take().or_else(|| day::stated(tag));
        self.text_to(tag.span.start);
        if known.closes_itself && self.open.last().is_some_and(|o| *o.name == **tag.name) {
            self.open.pop();
        }
        self.markup(tag.span.end, known.block);
        if known.void || self.open.len() >= DEEPEST {
            return;
        }
        let parent = self.open.last();
        let role = known.role.or(parent.and_then(|p| p.role));
        let skipped = known.skipped || parent.is_some_and(|p| p.skipped && known.role != Some(Role::Title));
        let Element { block, .. } = known;
        self.open.push(Open { name: tag.name.to_vec().into(), skipped, block, role });
    }

    fn close(&mut self, name: &[u8], from: usize, to: usize) {
        self.text_to(from);
        let place = self.open.iter().rposition(|o| *o.name == *name);
        let block = place.map_or(element(name, b"", b"").block, |p| self.open[p..].iter().any(|o| o.block));
        self.markup(to, block);
        if let Some(place) = place {
            self.open.truncate(place);
        }
    }

    fn leave_out(&mut self, from: usize, to: usize) {
        self.text_to(from);
        self.markup(to, false);
    }

    /// Reads the text up to `to`.
    fn text_to(&mut self, to: usize) {
        let from = self.at;
        // Spans of broken markup may lie anywhere; what cannot be a piece of the source is passed over.
        let Some(text) = self.source.get(from..to) else { return };
        self.at = to;
        if self.open.last().is_some_and(|o| o.skipped) {
            self.drop(from, to);
            return;
        }
        if self.fresh && !text.trim().is_empty() {
            self.fresh = false;
            self.role = self.open.last().and_then(|o| o.role);
        }
        entity::add(&mut self.builder, text, from);
    }

    /// Passes over markup up to `to`; a block begins a new line.
    fn markup(&mut self, to: usize, block: bool) {
        let from = self.at;
        if to <= from || !self.source.is_char_boundary(to) {
            return;
        }
        self.at = to;
        if block && !self.fresh {
            self.builder.replaced("\n", (from as u32, to as u32));
            self.end_line();
        } else {
            self.drop(from, to);
        }
    }

    fn drop(&mut self, from: usize, to: usize) {
        if to > from {
            self.builder.drop_char(from as u32, (to - from) as u32);
        }
    }

    fn end_line(&mut self) {
        self.fresh = true;
        let Some(role) = self.role.take() else { return };
        let lines = self.builder.lines_mut();
        let Some((last, line)) = lines.len().checked_sub(1).zip(lines.last_mut()) else { return };
        match role {
            Role::Title => self.title = self.title.or(Some(last)),
            Role::Heading => self.headings.push(last),
            Role::Part(kind) => line.hint = Some(kind),
            Role::Perhaps(kind) => line.hint = perhaps(kind, line.tokens).then_some(kind),
        }
    }

    fn finish(mut self) -> Working {
        self.text_to(self.source.len());
        self.builder.replaced("\n", (self.source.len() as u32, self.source.len() as u32));
        self.end_line();
        let mut working = self.builder.finish();
        headline(&mut working, self.title, &self.headings);
        working.day = self.day;
        working
    }
}

/// Whether a line may be what the name of its class says.
fn perhaps(kind: PartKind, tokens: TokenRange) -> bool {
    match kind {
        PartKind::Boilerplate => tokens.len() <= 30,
        PartKind::Abstract => tokens.len() >= 12,
        PartKind::Author | PartKind::Date | PartKind::Source => tokens.len() <= 20,
        PartKind::Caption => tokens.len() <= 60,
        _ => true,
    }
}

/// Finds the headline: the heading or line that `<title>` repeats, the only `<h1>`, or `<title>` itself.
fn headline(working: &mut Working, title: Option<usize>, headings: &[usize]) {
    let long = |l: &Line| l.tokens.len() >= 4;
    let repeats = |i: usize| match title {
        Some(t) => i != t && long(&working.lines[i]) && says_within(working, working.lines[i].tokens, working.lines[t].tokens),
        None => false,
    };
    let free = |&i: &usize| working.lines[i].hint.is_none();
    let found = headings.iter().copied().find(|&i| repeats(i)).or_else(|| match headings {
        [only] if long(&working.lines[*only]) => Some(*only),
        _ => (0..working.lines.len()).filter(free).find(|&i| repeats(i)),
    });
    if let Some(title) = title {
        working.lines[title].hint = Some(if found.is_some() { PartKind::Boilerplate } else { PartKind::Title });
    }
    if let Some(found) = found {
        working.lines[found].hint = Some(PartKind::Title);
    }
}

#[cfg(test)]
mod tests;
