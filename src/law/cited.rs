//! One document as it is named at one place: type, number or name, year.

use super::cursor::Cursor;
use super::keys::K;
use super::name::{self, Name};
use super::number::{self, Number};
use super::session;
use super::tables::{Class, Form};
use crate::text::fold::capitalised;

/// What a place of the text names.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    pub start: usize,
    pub end: usize,
    pub kind: u16,
    pub number: Option<Number>,
    pub name: Option<Title>,
    pub year: Option<u16>,
    /// The year is printed with `năm`, so that laws listed before may share it.
    pub year_word: bool,
}

/// A name in words.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// With the type in front.
    pub text: String,
    /// Index of the table's name.
    pub known: Option<u32>,
}

impl Cited {
    fn new(start: usize, end: usize, kind: u16) -> Self {
        Self { start, end, kind, number: None, name: None, year: None, year_word: false }
    }

    fn with_number(mut self, number: Number) -> Self {
        self.end = number.end;
        self.year = number.year;
        self.number = Some(number);
        self
    }
}

/// The document named at `i`; `pointed` when pointers stand before it, which make a document of a doubtful word.
pub(super) fn cited(c: &Cursor, i: usize, pointed: bool) -> Option<Cited> {
    let Some((form, end)) = c.longest(&c.tables.openers, i) else { return short_name(c, i) };
    let form = &c.tables.forms[form as usize];
    if form.upper && !c.is_upper_word(i) {
        return None;
    }
    let cited = match form.class {
        Class::Constitution => constitution(c, form, i, end),
        Class::Law => law(c, form, i, end),
        Class::Act => act(c, form, i, end),
        Class::Charter => numbered(c, form, i, end).or_else(|| charter(c, form, i, end, pointed)),
        Class::Treaty => treaty(c, form, i, end, pointed),
        Class::Accord => known(c, form, i, end),
        Class::Session => numbered(c, form, i, end).or_else(|| session(c, form, i, end)),
        Class::Number | Class::Weak => numbered(c, form, i, end).or_else(|| session_of_conclusion(c, form, i, end)),
        Class::Plan => plan(c, form, i, end),
        Class::Standard => standard(c, form, i, end),
    };
    cited.or_else(|| short_name(c, i))
}

fn title(c: &Cursor, form: &Form, i: usize, name: Name) -> Title {
    let kind = &c.tables.kinds[form.kind as usize];
    let text = match name.known {
        Some(known) if name.short => format!("{} {}", capitalised(kind), c.tables.known[known as usize].name),
        _ => c.printed(i, name.end),
    };
    Title { text, known: name.known }
}

/// ` năm 2019`, ` 2019` at `end`, as far as it belongs to the mention.
pub(super) fn with_year(c: &Cursor, mut cited: Cited) -> Cited {
    let word = usize::from(c.key(cited.end) == K::NAM);
    if let Some(year) = c.year(cited.end + word) {
        let end = cited.end + word + 1;
        let amount = word == 0 && c.tables.amount.contains(&c.key(end));
        let figures = c.glued(end) && matches!(c.key(end), K::SLASH | K::HYPHEN | K::DOT) && c.glued(end + 1) && c.is_digits(end + 1);
        if !amount && !figures {
            (cited.end, cited.year, cited.year_word) = (end, cited.year.or(Some(year)), word == 1);
        }
    }
    cited
}

fn constitution(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    if !c.is_capital(i) || c.tables.kinds[form.kind as usize].is_empty() {
        return None;
    }
    let mut cited = Cited::new(i, end, form.kind);
    if c.key(end) == K::NUOC && c.is_capital(end + 1) {
        let mut at = end + 1;
        while c.is_letters(at)
            && (!c.is_stop(at) || at < end + 2)
            && !(c.key(at - 2) == K::VIET && c.key(at - 1) == K::NAM_)
            && at < end + 10
        {
            at += 1;
        }
        cited.end = at;
    }
    cited.name = Some(Title { text: capitalised(&c.tables.kinds[form.kind as usize]), known: None });
    Some(with_year(c, cited))
}

/// Words before `Luật` that make it a school, a subject or a person.
fn is_subject(c: &Cursor, i: usize) -> bool {
    let before = c.before(i);
    c.tables.subject.contains(&before) || (before == K::HOC && i >= 2 && c.before(i - 1) == K::DAI)
}

fn law(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    if is_subject(c, i) || (c.is_capital(end) && c.tables.not_name.contains(&c.key(end)) && !c.is_capital(i)) {
        return None;
    }
    if let Some(numbered) = number_behind(c, end, false).filter(|n| n.coded) {
        return Some(with_year(c, Cited::new(i, end, form.kind).with_number(numbered)));
    }
    let kind = &c.tables.kinds[form.kind as usize];
    let name = name::law_name(c, kind, end)?;
    let person = c.is_capital(i) && c.is_capital(i.wrapping_sub(1)) && i > c.start + 1 && !c.is_heading(i) && name.known.is_none();
    if person && !matches!(c.before(i), K::DU | K::AN | K::BO) {
        return None;
    }
    let mut cited = Cited::new(i, name.end, form.kind);
    cited.name = Some(title(c, form, i, name));
    Some(behind_name(c, cited))
}

/// Year, number and `(sửa đổi)` behind a law's name.
fn behind_name(c: &Cursor, cited: Cited) -> Cited {
    let mut cited = with_year(c, cited);
    if c.key(cited.end) == K::SO
        && let Some(number) = number_behind(c, cited.end, false).filter(|n| n.coded)
    {
        cited = with_year(c, Cited { year: number.year.or(cited.year), end: number.end, number: Some(number), ..cited });
    }
    let revised = name::revised(c, cited.end);
    if revised > cited.end && c.key(cited.end) == K::OPEN {
        if let Some(title) = &mut cited.name {
            title.text = format!("{} (sửa đổi)", title.text);
        }
        cited.end = revised;
        cited = with_year(c, cited);
    }
    cited
}

fn act(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    let name = name::known_name(c, &c.tables.kinds[form.kind as usize], end);
    let name = name.or_else(|| if c.is_capital(end) && !c.is_heading(i) { name::free_name(c, end) } else { None })?;
    let mut cited = Cited::new(i, name.end, form.kind);
    cited.name = Some(title(c, form, i, name));
    Some(with_year(c, past_short_name(c, cited)))
}

/// `(NDAA)` between a name and its year.
fn past_short_name(c: &Cursor, mut cited: Cited) -> Cited {
    let e = cited.end;
    if c.key(e) == K::OPEN && c.is_upper_word(e + 1) && c.key(e + 2) == K::CLOSE && c.key(e + 3) == K::NAM && c.year(e + 4).is_some() {
        cited.end = e + 3;
    }
    cited
}

fn charter(c: &Cursor, form: &Form, i: usize, end: usize, pointed: bool) -> Option<Cited> {
    let kind = &c.tables.kinds[form.kind as usize];
    let name = name::known_name(c, kind, end).filter(|n| n.known.is_some());
    let capital = c.is_capital(end) && !c.is_heading(i);
    let name = name.or_else(|| {
        if (pointed && c.is_letters(end) && !c.is_stop(end)) || (capital && kind == "điều lệ") {
            name::free_name(c, end)
        } else {
            None
        }
    })?;
    let mut cited = Cited::new(i, name.end, form.kind);
    cited.name = Some(title(c, form, i, name));
    Some(with_year(c, cited))
}

fn treaty(c: &Cursor, form: &Form, i: usize, end: usize, pointed: bool) -> Option<Cited> {
    if let Some(known) = known(c, form, i, end) {
        return Some(known);
    }
    let capital = c.is_capital(i) && !c.is_heading(i);
    if let Some(number) = number_behind(c, end, true).filter(|n| n.serial.len() < 4 && (capital || c.key(end) == K::SO)) {
        return Some(with_year(c, Cited::new(i, end, form.kind).with_number(number)));
    }
    if capital && (c.year(end).is_some() || (c.key(end) == K::NAM && c.year(end + 1).is_some())) {
        // `Công ước 2003`: the year alone says which.
        return Some(with_year(c, Cited::new(i, end, form.kind))).filter(|cited| cited.year.is_some());
    }
    let mut from = end;
    let opens = if c.is_capital(end) {
        true
    } else if capital && matches!(c.key(end), K::VE | K::CUA) {
        from = end + 1;
        c.is_letters(from)
    } else {
        capital && opens_treaty(c, i, end)
    };
    if !opens || (!capital && !pointed && !c.is_capital(end)) {
        return None;
    }
    let name = treaty_name(c, from)?;
    if name.end - end < 2 && !c.is_capital(end) {
        return None;
    }
    let mut cited = Cited::new(i, name.end, form.kind);
    cited.name = Some(title(c, form, i, name));
    Some(with_year(c, past_short_name(c, cited)))
}

/// A treaty's name may begin with a small letter: `Hiệp định thương mại …`, `Công ước quốc tế …`, but not behind `các`.
fn opens_treaty(c: &Cursor, i: usize, end: usize) -> bool {
    use crate::text::key;
    const OPENERS: [u32; 6] = [key("quốc"), key("chống"), key("khung"), key("luật"), key("quyền"), key("bảo")];
    let convention = c.key(i) == key("công");
    let plural = matches!(c.before(i), K::CAC | K::NHUNG);
    c.is_letters(end) && !c.is_stop(end) && !plural && (!convention || OPENERS.contains(&c.key(end)))
}

/// A word that no Vietnamese syllable is written like: a name of the tables of the world (`Basel`, `Ramsar`).
fn is_foreign(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let finals = lower.ends_with(['b', 'd', 'f', 'j', 'k', 'l', 'q', 'r', 's', 'v', 'w', 'x', 'z']);
    word.is_ascii() && word.len() > 2 && (finals || word.len() > 7 || lower.contains(['f', 'j', 'w', 'z']))
}

/// Names of treaties run on over capitals, `về`, `và`, `giữa` and dashes.
fn treaty_name(c: &Cursor, i: usize) -> Option<Name> {
    let mut end = i;
    while end < i + 30 {
        let at = match c.key(end) {
            K::HYPHEN | K::EN_DASH | K::VA
                if end > i && c.is_letters(end + 1) && !c.tables.stop_pairs.contains(&(K::VA, c.key(end + 1))) =>
            {
                end + 1
            }
            _ => end,
        };
        let inside = at < end + 1 && matches!(c.key(at), K::VE | K::CUA | K::TREN) && end > i && end < i + 8 && c.is_letters(at + 1);
        if !c.is_letters(at) || (c.is_stop(at) && !c.is_capital(at) && !inside) {
            break;
        }
        if end > i && !c.is_capital(at) && c.key(at) != K::VE && is_foreign(c.text(end - 1)) {
            break;
        }
        end = at + 1;
    }
    (end > i).then_some(Name { end, known: None, short: false })
}

fn known(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    let kind = &c.tables.kinds[form.kind as usize];
    let name = name::known_name(c, kind, end).filter(|n| n.known.is_some())?;
    if !c.is_capital(i) && !c.is_capital(end) && form.class == Class::Accord {
        return None;
    }
    let mut cited = Cited::new(i, name.end, form.kind);
    cited.name = Some(title(c, form, i, Name { short: false, ..name }));
    Some(with_year(c, past_short_name(c, cited)))
}

fn session(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    let end = session::session(c, end)?;
    let mut cited = Cited::new(i, end, form.kind);
    cited.name = Some(Title {
        text: format!("{}{}", capitalised(&c.tables.kinds[form.kind as usize]), &c.printed(i, end)[prefix_len(c, i, form)..]),
        known: None,
    });
    Some(with_year(c, cited))
}

/// Bytes of the printed type word, which the canonical one replaces (`NQ Trung ương 4`).
fn prefix_len(c: &Cursor, i: usize, form: &Form) -> usize {
    if form.upper { c.text(i).len() } else { c.printed(i, i + c.tables.kinds[form.kind as usize].split(' ').count()).len() }
}

fn session_of_conclusion(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    if form.upper || c.tables.kinds[form.kind as usize] != "kết luận" || !c.is_capital(i) {
        return None;
    }
    session(c, form, i, end)
}

fn numbered(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    let weak = matches!(form.class, Class::Weak | Class::Charter);
    if let Some(number) = number_behind(c, end, weak).filter(|n| n.coded || c.key(end) == K::SO || !is_common(c, form, i)) {
        return Some(with_year(c, Cited::new(i, end, form.kind).with_number(number)));
    }
    // `Quyết định khởi tố vụ án số 41/CSĐT`: words between, but then a code is needed.
    let mut at = end;
    while at < end + 8 && c.is_letters(at) && c.key(at) != K::SO && !opens_citation(c, at) {
        at += 1;
    }
    if at == end || c.key(at) != K::SO || form.upper {
        return None;
    }
    let number = number_behind(c, at, true).filter(|n| n.coded)?;
    Some(Cited::new(i, end, form.kind).with_number(number))
}

/// Types whose word before a bare figure is a common noun: without a capital (`kế hoạch 30`), or at all (`Chương trình 135`).
fn is_common(c: &Cursor, form: &Form, i: usize) -> bool {
    let kind = c.tables.kinds[form.kind as usize].as_str();
    let verb = matches!(kind, "quyết định" | "quy định" | "kết luận" | "thông báo" | "hướng dẫn");
    form.class == Class::Weak && (kind == "chương trình" || (!verb && !c.is_capital(i)))
}

fn opens_citation(c: &Cursor, i: usize) -> bool {
    c.longest(&c.tables.openers, i).is_some() && (c.is_capital(i) || c.key(i + 2) == K::SO)
}

/// The number at `i`, with or without `số`; a bare figure must not count something.
fn number_behind(c: &Cursor, i: usize, weak: bool) -> Option<Number> {
    let mut at = i;
    let said = c.key(at) == K::SO;
    if said {
        at += 1;
        if c.key(at) == K::HIEU {
            at += 1;
        }
    }
    if c.key(at) == K::COLON {
        at += 1;
    }
    let number = number::number(c, at)?;
    if number.coded || number.year.is_some() {
        return Some(number);
    }
    let next = c.token(number.end);
    // `20 năm`, `30 ngày` are lengths, `120 năm 2017` is not.
    let length = matches!(c.key(number.end), K::NAM | K::NGAY) && !c.is_digits(number.end + 1);
    let plain = next.is_none_or(|t| t.is_mark()) || c.tables.follow.contains(&c.key(number.end)) && !length;
    if said {
        let counted = c.tables.amount.contains(&c.key(number.end)) && !plain;
        return (!counted).then_some(number);
    }
    let figure = c.text(at).len() >= 2;
    let capital = next.is_some_and(|t| t.is_capital()) && !length;
    let fits = if weak { figure && (plain || capital) } else { plain || figure || !c.tables.amount.contains(&c.key(number.end)) };
    let year_alone = weak && c.year(at).is_some() && !c.is_capital(i.wrapping_sub(1));
    (fits && !year_alone).then_some(number)
}

/// `Quy hoạch điện VIII`.
fn plan(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    let roman =
        c.is_letters(end) && c.text(end).bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) || c.is_digits(end) && c.text(end).len() == 1;
    let name = Name { end: end + 1, known: None, short: false };
    roman.then(|| Cited { name: Some(title(c, form, i, name)), ..Cited::new(i, end + 1, form.kind) })
}

/// `QCVN 40:2011/BTNMT`.
fn standard(c: &Cursor, form: &Form, i: usize, end: usize) -> Option<Cited> {
    if !c.is_digits(end) {
        return None;
    }
    let mut at = end;
    while at < end + 10
        && (c.is_digits(at) || matches!(c.key(at), K::COLON | K::HYPHEN | K::SLASH) || (c.is_upper_word(at) && c.key(at - 1) == K::SLASH))
    {
        at += 1;
    }
    while !c.is_digits(at - 1) && !c.is_letters(at - 1) {
        at -= 1;
    }
    let text: String = c.printed(i, at);
    let number = Number { serial: text.clone(), year: None, coded: true, kind: None, issuer: None, text, end: at };
    Some(Cited::new(i, at, form.kind).with_number(number))
}

/// `BLHS`, `UNCLOS`: known by a short name alone.
fn short_name(c: &Cursor, i: usize) -> Option<Cited> {
    if !c.is_upper_word(i) || c.is_heading(i) {
        return None;
    }
    let &known = c.tables.short.get(&c.key(i))?;
    if c.glued(i) && matches!(c.before(i), K::SLASH | K::HYPHEN) || c.glued(i + 1) && matches!(c.key(i + 1), K::SLASH | K::HYPHEN) {
        return None;
    }
    let entry = &c.tables.known[known as usize];
    let text = format!("{} {}", capitalised(&c.tables.kinds[entry.kind as usize]), entry.name);
    let mut cited = Cited::new(i, i + 1, entry.kind);
    cited.name = Some(Title { text, known: Some(known) });
    Some(with_year(c, cited))
}
