//! What the elements of HTML mean for the text: lines, parts, and what is left out.

use super::PartKind;

/// What the markup says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `<title>`.
    Title,
    /// `<h1>`.
    Heading,
    /// An element made for this.
    Part(PartKind),
    /// The name of a class says so.
    Perhaps(PartKind),
}

/// What an element does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Its text stands on lines of its own.
    pub block: bool,
    /// Its text is no text of the page.
    pub skipped: bool,
    /// It has no content and no end tag.
    pub void: bool,
    /// Another of its kind ends it.
    pub closes_itself: bool,
    pub role: Option<Role>,
}

/// Looks at the name, the class and the identifier of an element.
pub(super) fn element(name: &[u8], class: &[u8], id: &[u8]) -> Element {
    let inline = matches!(
        name,
        b"a" | b"abbr"
            | b"acronym"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"big"
            | b"cite"
            | b"code"
            | b"data"
            | b"del"
            | b"dfn"
            | b"em"
            | b"font"
            | b"i"
            | b"img"
            | b"ins"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strike"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"tt"
            | b"u"
            | b"var"
            | b"wbr"
            | b"o:p"
            | b"label"
            | b"nobr"
            | b"link"
            | b"meta"
    );
    let void = matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    );
    let skipped = matches!(
        name,
        b"head"
            | b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"svg"
            | b"math"
            | b"iframe"
            | b"object"
            | b"select"
            | b"textarea"
            | b"canvas"
            | b"audio"
            | b"video"
            | b"datalist"
    );
    let closes_itself = matches!(name, b"p" | b"li" | b"td" | b"th" | b"tr" | b"dt" | b"dd" | b"option");
    Element { block: !inline, skipped, void, closes_itself, role: role(name).or_else(|| named(class).or_else(|| named(id))) }
}

fn role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"title" => Role::Title,
        b"h1" => Role::Heading,
        b"nav" | b"footer" | b"aside" | b"menu" | b"dialog" | b"button" => Role::Part(PartKind::Boilerplate),
        b"figcaption" => Role::Part(PartKind::Caption),
        b"time" => Role::Perhaps(PartKind::Date),
        _ => return None,
    })
}

/// What the words of a class or identifier say: `breadcrumb`, `post-author`, `PhotoCMS_Caption`.
fn named(names: &[u8]) -> Option<Role> {
    let words = names.split(|b| !b.is_ascii_alphanumeric()).filter(|w| w.len() >= 4 && w.len() <= 12);
    words.filter_map(|w| word(&w.to_ascii_lowercase())).next().map(Role::Perhaps)
}

fn word(word: &[u8]) -> Option<PartKind> {
    Some(match word {
        b"breadcrumb" | b"breadcrumbs" | b"menu" | b"navbar" | b"footer" | b"sidebar" | b"social" | b"share" | b"sharing" | b"related"
        | b"comment" | b"comments" | b"tags" | b"pagination" | b"pager" | b"copyright" | b"toolbar" | b"banner" | b"advert" => {
            PartKind::Boilerplate
        }
        b"sapo" | b"abstract" | b"chapeau" => PartKind::Abstract,
        b"author" | b"tacgia" | b"byline" => PartKind::Author,
        b"caption" | b"figcaption" => PartKind::Caption,
        b"pubdate" | b"ngaydang" | b"publishdate" | b"datetime" => PartKind::Date,
        _ => return None,
    })
}
