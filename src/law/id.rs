//! Stable identifiers of the Akoma Ntoso kind.
//!
//! `/akn/vn/act/<type>/<day, term or year>/<number or name>`, in small ASCII letters, what is not known left out. A number with its
//! year identifies a State document; Party documents and others without a year in their number carry their day where the
//! article states it, else the term, else the year.

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
    /// Term of the body that passed it.
    pub term: Option<&'a str>,
}

impl Identity<'_> {
    pub(super) fn written(&self) -> String {
        let mut id = format!("/akn/vn/act/{}", slug(self.kind));
        let when = if self.number.is_some() && !self.dated_number { self.date.or(self.year) } else { self.year };
        let (term, name) = self.name_and_term();
        // The number alone repeats with every term.
        let said = self.term.filter(|_| self.number.is_some() && !self.dated_number && self.date.is_none());
        let term = said.map(|t| format!("khoa-{}", slug(t))).or(term);
        let when = when.filter(|_| said.is_none());
        // Decrees have one code, so a number without it is completed.
        let number = self.number.map(|n| {
            if self.kind == "nghị định" && self.year.is_some() && n.ends_with(|c: char| c.is_ascii_digit()) {
                format!("{}-nd-cp", slug(n))
            } else {
                slug(n)
            }
        });
        for part in [when.map(str::to_owned), term, number.or(name)].into_iter().flatten().filter(|p| !p.is_empty()) {
            id.push('/');
            id.push_str(&part);
        }
        id
    }

    /// `khoa-xii` and `trung-uong-4` of a Party resolution; else no term and the name without its type.
    fn name_and_term(&self) -> (Option<String>, Option<String>) {
        let Some(name) = self.name else { return (None, None) };
        if let Some((term, meeting)) = meeting(name) {
            return (term, Some(meeting));
        }
        let (name, kind) = (slug(name), slug(self.kind));
        (None, Some(name.strip_prefix(&kind).unwrap_or(&name).trim_matches('-').to_owned()))
    }
}

/// Term and meeting of a Party resolution or conclusion, however its name is printed: `Nghị quyết TW 4 (khoá XII)` and
/// `Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII` are both `khoa-xii`, `trung-uong-4`.
pub(super) fn meeting(name: &str) -> Option<(Option<String>, String)> {
    const WORDS: [&str; 10] = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"];
    let slug = slug(name);
    if !(slug.starts_with("nghi-quyet-") || slug.starts_with("ket-luan-")) || slug.contains("dang-bo") {
        return None;
    }
    let parts: Vec<&str> = slug.split('-').collect();
    let figure = |p: &str| p.bytes().all(|b| b.is_ascii_digit()) || p.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let term = parts.iter().position(|&p| p == "khoa").and_then(|i| parts.get(i + 1)).filter(|p| figure(p));
    let counted = parts.iter().enumerate().filter(|&(i, &p)| parts[i - usize::from(i > 0)] != "khoa" && !p.is_empty() && figure(p));
    let number = counted.map(|(_, &p)| p.to_owned()).next().or_else(|| {
        let at = parts.iter().position(|&p| p == "thu")? + 1;
        WORDS.iter().position(|w| parts.get(at) == Some(w)).map(|n| (n + 1).to_string())
    })?;
    let congress = parts.windows(2).any(|w| w == ["dai", "hoi"]);
    let central = parts.windows(2).any(|w| w == ["trung", "uong"] || w == ["t", "u"]) || parts.contains(&"tw") || parts.contains(&"tu");
    match (congress, central) {
        (true, _) => Some((None, format!("dai-hoi-{number}"))),
        (_, true) => Some((term.map(|t| format!("khoa-{t}")), format!("trung-uong-{number}"))),
        _ => None,
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
