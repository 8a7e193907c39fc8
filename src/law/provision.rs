//! Pointers into a document: `điểm a, b khoản 1 Điều 8`, `các Điều 5, 7 và khoản 2 Điều 9`, `khoản 1 đến khoản 3 Điều 10`.

use super::Provision;
use super::cursor::Cursor;
use super::keys::{K, Level};

/// Pointers as read.
#[derive(Clone, Debug)]
pub(super) struct Pointers {
    pub end: usize,
    pub list: Vec<Provision>,
    /// The largest thing pointed at.
    pub level: Level,
}

/// A range is written out up to this many places; of a longer one only the ends are kept.
const MOST: usize = 200;

/// The letters of points in the order of legal texts.
const LETTERS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

fn level(key: u32) -> Option<Level> {
    match key {
        K::POINT | K::ITEM => Some(Level::Point),
        K::CLAUSE => Some(Level::Clause),
        K::ARTICLE => Some(Level::Article),
        K::CHAPTER => Some(Level::Chapter),
        K::SECTION | K::PART | K::ANNEX => Some(Level::Other),
        _ => None,
    }
}

/// The pointers that begin at `i` (which may be `các`).
pub(super) fn pointers(c: &Cursor, i: usize) -> Option<Pointers> {
    let mut reading = Reading::default();
    let mut at = if matches!(c.key(i), K::CAC | K::NHUNG) { i + 1 } else { i };
    let mut end = None;
    while let Some((level, values, next)) = group(c, at) {
        if reading.list.len() + values.len() > 4 * MOST {
            break;
        }
        let range = end.is_some_and(|e| matches!(c.key(e), K::DEN | K::TOI | K::HYPHEN | K::EN_DASH));
        reading.take(level, values, range);
        end = Some(next);
        at = next;
        // What may stand between two groups.
        if c.is_join(at) || matches!(c.key(at), K::DEN | K::TOI | K::CUA | K::TAI) {
            at += 1;
        }
        if matches!(c.key(at), K::CAC | K::TAI | K::TU) {
            at += 1;
        }
    }
    let end = end?;
    let level = reading.level?;
    Some(Pointers { end, list: reading.finish(), level })
}

/// A keyword and its values.
fn group(c: &Cursor, i: usize) -> Option<(Level, Vec<String>, usize)> {
    let level = level(c.key(i))?;
    let mut at = i + 1;
    if c.key(i) == K::ANNEX {
        at = if c.key(at) == K::LIST { at + 1 } else { return None };
    }
    if c.key(at) == K::SO {
        at += 1;
    }
    if c.key(at) == K::TU {
        at += 1;
    }
    let (first, mut end) = value(c, level, at)?;
    let mut values = vec![first];
    loop {
        let range = matches!(c.key(end), K::DEN | K::TOI | K::HYPHEN | K::EN_DASH);
        if !range && !c.is_join(end) {
            break;
        }
        let Some((next, next_end)) = value(c, level, end + 1).filter(|v| goes_on(c, v.1)) else { break };
        if range {
            written_out(&mut values, &next);
        }
        values.push(next);
        end = next_end;
        if values.len() > 2 * MOST {
            break;
        }
    }
    Some((level, values, end))
}

/// One value: `5`, `12a`, `a`, `1.2`, `IV`.
fn value(c: &Cursor, level: Level, i: usize) -> Option<(String, usize)> {
    let token = c.token(i)?;
    if token.is_digits() && c.text(i).len() <= 4 {
        let mut text = c.text(i).trim_start_matches('0').to_owned();
        let mut end = i + 1;
        if c.is_letters(end) && c.glued(end) {
            if c.text(end).chars().count() > 1 {
                return None;
            }
            text.push_str(c.working.lower(end));
            end += 1;
        }
        while level != Level::Article && c.key(end) == K::DOT && c.glued(end) && c.is_digits(end + 1) && c.glued(end + 1) {
            text.push('.');
            text.push_str(c.text(end + 1));
            end += 2;
        }
        let amount = c.glued(end)
            && (matches!(c.key(end), K::DOT | K::COMMA) && c.glued(end + 1) && c.is_digits(end + 1)
                || c.key(end) == K::PERCENT
                || c.key(end) == K::SLASH);
        return (!amount && !text.is_empty()).then_some((text, end));
    }
    let text = c.text(i);
    match level {
        Level::Point => (token.is_letters() && text.chars().count() == 1).then(|| (c.working.lower(i).to_owned(), i + 1)),
        Level::Chapter | Level::Other => {
            let roman = token.is_letters() && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
            roman.then(|| (text.to_owned(), i + 1))
        }
        _ => None,
    }
}

/// Whether what follows a further value lets it be one (`Điều 5, 30 người` does not).
fn goes_on(c: &Cursor, end: usize) -> bool {
    match c.token(end) {
        None => true,
        Some(t) if t.is_letters() => {
            let key = c.key(end);
            level(key).is_some()
                || c.is_join(end)
                || matches!(key, K::CUA | K::DEN | K::TAI)
                || c.longest(&c.tables.openers, end).is_some()
                || c.tables.short.contains_key(&key)
                || c.is_stop(end)
        }
        Some(t) => t.is_mark(),
    }
}

/// Adds what lies between the last value and `to`.
fn written_out(values: &mut Vec<String>, to: &str) {
    let Some(from) = values.last() else { return };
    if let (Ok(a), Ok(b)) = (from.parse::<usize>(), to.parse::<usize>()) {
        if a < b && b - a <= MOST {
            values.extend((a + 1..b).map(|n| n.to_string()));
        }
        return;
    }
    let place = |v: &str| LETTERS.iter().position(|&l| l == v);
    if let (Some(a), Some(b)) = (place(from), place(to))
        && a < b
    {
        values.extend(LETTERS[a + 1..b].iter().map(|&l| l.to_owned()));
    }
}

/// What has been read so far. Vietnamese names the small before the large, so a group waits for the larger one behind it.
#[derive(Default)]
struct Reading {
    list: Vec<Provision>,
    level: Option<Level>,
    /// Level and number of entries of the last group.
    last: Option<(Level, usize)>,
}

impl Reading {
    fn take(&mut self, level: Level, values: Vec<String>, range: bool) {
        self.level = Some(self.level.map_or(level, |l| {
            if level == Level::Other {
                l
            } else if l == Level::Other {
                level
            } else {
                l.max(level)
            }
        }));
        if level == Level::Other {
            return;
        }
        let values = match self.last {
            Some((last, _)) if range && last == level => self.between(level, values),
            _ => values,
        };
        let first = values.first().cloned();
        let mut taken = false;
        for p in self.list.iter_mut().filter(|p| waits_for(p, level)) {
            *slot(p, level) = first.clone();
            taken = true;
        }
        let rest = values.into_iter().skip(usize::from(taken));
        let before = self.list.len();
        self.list.extend(rest.map(|v| {
            let mut p = Provision::default();
            *slot(&mut p, level) = Some(v);
            p
        }));
        self.last = Some((level, self.list.len() - before));
    }

    /// `khoản 1 đến khoản 3`: adds 2.
    fn between(&mut self, level: Level, values: Vec<String>) -> Vec<String> {
        let from = self.list.last_mut().and_then(|p| slot(p, level).clone());
        let (Some(from), Some(to)) = (from, values.first().cloned()) else { return values };
        let mut all = vec![from];
        written_out(&mut all, &to);
        all.into_iter().skip(1).chain(values).collect()
    }

    /// Gives what still waits to the article before it (`Điều 9, khoản 2`).
    fn finish(mut self) -> Vec<Provision> {
        let Some(at) = self.list.iter().rposition(|p| p.article.is_some()) else { return self.list };
        if at + 1 == self.list.len() {
            return self.list;
        }
        let head = self.list[at].clone();
        for p in &mut self.list[at + 1..] {
            p.article.clone_from(&head.article);
        }
        if head.clause.is_none() && head.point.is_none() && self.list[at + 1..].iter().all(|p| p.chapter.is_none()) {
            self.list.remove(at);
        }
        self.list
    }
}

/// Whether the entry has nothing of this level or a larger one yet.
fn waits_for(p: &Provision, level: Level) -> bool {
    match level {
        Level::Point | Level::Other => false,
        Level::Clause => p.clause.is_none() && p.article.is_none() && p.chapter.is_none(),
        Level::Article => p.article.is_none() && p.chapter.is_none(),
        Level::Chapter => p.chapter.is_none(),
    }
}

fn slot(p: &mut Provision, level: Level) -> &mut Option<String> {
    match level {
        Level::Point | Level::Other => &mut p.point,
        Level::Clause => &mut p.clause,
        Level::Article => &mut p.article,
        Level::Chapter => &mut p.chapter,
    }
}
