//! Stable identifiers of the Akoma Ntoso kind.
//!
//! `/akn/vn/act/<type>/<day, term or year>/<number or name>`, in small ASCII letters, what is not known left out. A number with its
//! year identifies a State document; Party documents and others without a year in their number carry their day where the
//! article states it, else the year.

use unicode_normalization::UnicodeNormalization;

/// The parts that an identifier is made of.
pub(super) struct Identity<'a> {
    pub kind: &'a str,
    pub number: Option<&'a str>,
    /// The number holds the year.
    pub dated_number: bool,
    pub name: Option<&'a str>,
    pub year: Option<&'a str>,
    pub date: Option<&'a str>,
}

impl Identity<'_> {
    pub(super) fn written(&self) -> String {
        let mut id = format!("/akn/vn/act/{}", slug(self.kind));
        let when = if self.number.is_some() && !self.dated_number { self.date.or(self.year) } else { self.year };
        let (term, name) = self.name_and_term();
        for part in [when.map(str::to_owned), term, self.number.map(slug).or(name)].into_iter().flatten().filter(|p| !p.is_empty()) {
            id.push('/');
            id.push_str(&part);
        }
        id
    }

    /// `khoa-xii` and `trung-uong-4` of a Party resolution; else no term and the name without its type.
    fn name_and_term(&self) -> (Option<String>, Option<String>) {
        let Some(name) = self.name else { return (None, None) };
        let (name, kind) = (slug(name), slug(self.kind));
        let name = name.strip_prefix(&kind).unwrap_or(&name).trim_matches('-').to_owned();
        match name.rfind("-khoa-") {
            Some(at) => (Some(name[at + 1..].to_owned()), Some(name[..at].to_owned())),
            None => (None, Some(name)),
        }
    }
}

/// Small ASCII letters and figures, everything else a hyphen: `30-2020-nd-cp`.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !unicode_normalization::char::is_combining_mark(c) && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
