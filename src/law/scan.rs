//! Goes through the sentences and notes every place where a document is cited, pointed into or referred back to.

use super::Provision;
use super::after::{After, after};
use super::cited::{self, Cited, Title, cited};
use super::cursor::Cursor;
use super::keys::{K, Level};
use super::name;
use super::number;
use super::provision::{Pointers, pointers};
use super::tables::{Class, Tables};
use crate::sentence::Sentence;
use crate::text::{TokenRange, Working};
use rustc_hash::FxHashMap;

/// What a draft is about.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// A document named here.
    Named(Cited),
    /// Named once more by the short name that draft number `.0` was given, or by its number in brackets.
    Again(usize),
    /// `Luật này`: the last document of that type.
    Back(u16),
    /// A pointer alone.
    Bare,
}

/// One place, before documents are told apart.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub tokens: TokenRange,
    pub target: Target,
    pub provisions: Vec<Provision>,
    pub after: After,
    /// Only a comma or `và` stands before the next draft.
    pub joined: bool,
}

pub(super) struct Scan<'a> {
    working: &'a Working,
    tables: &'static Tables,
    drafts: Vec<Draft>,
    short: FxHashMap<u32, usize>,
}

impl<'a> Scan<'a> {
    pub(super) fn drafts(working: &'a Working, sentences: &[Sentence]) -> Vec<Draft> {
        let mut scan = Self { working, tables: Tables::shared(), drafts: Vec::new(), short: FxHashMap::default() };
        for s in sentences {
            let (start, end) = (s.tokens.start as usize, s.tokens.end as usize);
            scan.sentence(Cursor { working, tables: scan.tables, start, end });
        }
        scan.drafts
    }

    fn sentence(&mut self, c: Cursor) {
        let mut i = c.start;
        while i < c.end {
            let token = &self.working.tokens[i];
            let opens = token.is_letters() && (self.tables.may_open(token.key) || !self.short.is_empty() && token.is_all_upper());
            i = if opens { self.at(&c, i).unwrap_or(i + 1).max(i + 1) } else { i + 1 };
        }
    }

    /// Takes what is cited at `i`; where to go on.
    fn at(&mut self, c: &Cursor, i: usize) -> Option<usize> {
        if let Some(found) = pointers(c, i).filter(|_| !is_noun(c, i)) {
            let plural = usize::from(matches!(c.key(i), K::CAC | K::NHUNG));
            return self.pointed(c, i + plural, found);
        }
        if c.key(i) == K::SO {
            return self.number_alone(c, i);
        }
        if let Some(end) = self.law_list(c, i) {
            return Some(end);
        }
        if let Some(cited) = cited(c, i, false) {
            return Some(self.named(c, i, cited, Vec::new()));
        }
        if let Some(&draft) = self.short.get(&c.key(i)).filter(|_| c.is_upper_word(i)) {
            self.push(c, i, i + 1, Target::Again(draft), Vec::new());
            return Some(i + 1);
        }
        let (kind, end) = back_reference(c, i)?;
        self.push(c, i, i, Target::Back(kind), Vec::new());
        Some(end)
    }

    fn push(&mut self, c: &Cursor, start: usize, end: usize, target: Target, provisions: Vec<Provision>) {
        self.drafts.push(Draft { tokens: c.range(start, end), target, provisions, after: After::default(), joined: false });
    }

    /// A pointer, and the document it points into if that stands behind it.
    fn pointed(&mut self, c: &Cursor, i: usize, found: Pointers) -> Option<usize> {
        let mut at = found.end;
        if matches!(c.key(at), K::COMMA | K::HYPHEN | K::EN_DASH) {
            at += 1;
        }
        if matches!(c.key(at), K::CUA | K::TAI) {
            at += 1;
        }
        if let Some(cited) = cited(c, at, true) {
            return Some(self.named(c, i, cited, found.list));
        }
        if let Some(&draft) = self.short.get(&c.key(at)).filter(|_| c.is_upper_word(at)) {
            self.push(c, i, at + 1, Target::Again(draft), found.list);
            return Some(at + 1);
        }
        if let Some((kind, end)) = back_reference(c, at).or_else(|| type_alone(c, at)) {
            self.push(c, i, found.end, Target::Back(kind), found.list);
            return Some(end);
        }
        if !stands_alone(c, i, &found) {
            return Some(i + 1);
        }
        self.push(c, i, found.end, Target::Bare, found.list);
        Some(found.end)
    }

    /// A document named at `cited.start`; the mention begins at `i`. Then its day, issuer, short name, and what shares its type.
    fn named(&mut self, c: &Cursor, i: usize, cited: Cited, provisions: Vec<Provision>) -> usize {
        let (end, kind) = (cited.end, cited.kind);
        let plural = matches!(c.before(cited.start), K::CAC | K::NHUNG | K::HAI | K::BA | K::BON);
        let numbered = cited.number.is_some();
        let after = after(c, end);
        if let Some(last) = self.drafts.last_mut() {
            let gap = (last.tokens.end as usize, i);
            last.joined =
                gap.0 + 1 == gap.1 && c.is_join(gap.0) || gap.0 + 2 == gap.1 && c.key(gap.0) == K::COMMA && c.key(gap.0 + 1) == K::VA;
        }
        let appositive = self.drafts.last().is_some_and(|d| d.tokens.end as usize + 1 == i && c.key(i.wrapping_sub(1)) == K::OPEN);
        let same = appositive && numbered && self.same_type_unnumbered(kind);
        if let Some(short) = after.short
            && self.may_be_short_for(c, &cited, short)
        {
            self.short.insert(short, self.drafts.len());
        }
        let tail = after.end;
        if same {
            let number = cited.number.clone();
            let before = self.drafts.len() - 1;
            if let Target::Named(first) = &mut self.drafts[before].target {
                first.year = first.year.or(cited.year);
                first.number = number;
            }
            self.drafts.push(Draft { tokens: c.range(i, end), target: Target::Again(before), provisions, after, joined: false });
            return end;
        }
        self.drafts.push(Draft { tokens: c.range(i, end), target: Target::Named(cited), provisions, after, joined: false });
        if numbered {
            return self.number_list(c, end, kind, plural).or_else(|| self.number_list(c, tail, kind, plural)).unwrap_or(end);
        }
        end
    }

    fn same_type_unnumbered(&self, kind: u16) -> bool {
        let Some(Draft { target: Target::Named(first), .. }) = self.drafts.last() else { return false };
        first.kind == kind && first.number.is_none()
    }

    /// A short name in brackets counts where it has the initials, or for a treaty.
    fn may_be_short_for(&self, c: &Cursor, cited: &Cited, short: u32) -> bool {
        let Some(title) = &cited.name else { return false };
        let form = c.longest(&c.tables.openers, cited.start).map(|(f, _)| c.tables.forms[f as usize].class);
        if matches!(form, Some(Class::Treaty | Class::Accord | Class::Act)) {
            return true;
        }
        let folded = crate::fold(&title.text);
        let initials = |skip: usize| {
            let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "và");
            crate::text::key(&words.skip(skip).filter_map(|w| w.chars().next()).collect::<String>())
        };
        (0..3).any(|skip| initials(skip) == short)
    }

    /// `, 15/2021/NĐ-CP và 50/2021/NĐ-CP`, `và số 74` behind a numbered document.
    fn number_list(&mut self, c: &Cursor, end: usize, kind: u16, plural: bool) -> Option<usize> {
        let mut end = end;
        let mut any = None;
        while c.is_join(end) {
            let mut at = end + 1;
            if c.key(at) == K::VA {
                at += 1;
            }
            let start = at;
            let said = c.key(at) == K::SO;
            at += usize::from(said);
            let Some(number) = number::number(c, at) else { break };
            let bare = !number.coded && number.year.is_none();
            let counted = c.tables.amount.contains(&c.key(number.end)) && !c.tables.follow.contains(&c.key(number.end));
            if bare && (!(said || plural) || counted) || !number.coded && !said && !plural {
                break;
            }
            let after = after(c, number.end);
            let next = number.end;
            let cited = Cited { start, end: next, kind, year: number.year, number: Some(number), name: None, year_word: false };
            end = after.end;
            self.drafts.push(Draft {
                tokens: c.range(start, next),
                target: Target::Named(cited),
                provisions: Vec::new(),
                after,
                joined: false,
            });
            any = Some(next);
        }
        any
    }

    /// `các luật: Bảo hiểm xã hội, Công đoàn (sửa đổi)`: names that share the word.
    fn law_list(&mut self, c: &Cursor, i: usize) -> Option<usize> {
        if c.key(i) != K::LUAT {
            return None;
        }
        let colon = i + 1 + usize::from(c.key(i + 1) == K::GOM);
        let listed = c.key(colon) == K::COLON;
        let plural = matches!(c.before(i), K::CAC | K::NHUNG | K::SO | K::HAI | K::BA | K::BON);
        if !(listed || plural) {
            return None;
        }
        let form = c.longest(&c.tables.openers, i)?.0;
        let kind = c.tables.forms[form as usize].kind;
        let mut at = if listed { colon + 1 } else { i + 1 };
        let mut items = Vec::new();
        while let Some(found) = name::known_name(c, "luật", at).filter(|_| c.is_capital(at)) {
            let end = name::revised(c, found.end);
            let title = Title { text: format!("Luật {}", c.printed(at, end)), known: found.known };
            let cited = Cited { start: at, end, kind, number: None, name: Some(title), year: None, year_word: false };
            items.push(cited::with_year(c, cited));
            let end = items.last().map_or(end, |i| i.end);
            if !c.is_join(end) {
                break;
            }
            at = end + 1 + usize::from(c.key(end) != K::VA && c.key(end + 1) == K::VA);
        }
        if items.len() < 2 {
            return None;
        }
        let end = items.last().map(|i| i.end);
        for item in items {
            let tokens = c.range(item.start, item.end);
            self.drafts.push(Draft { tokens, target: Target::Named(item), provisions: Vec::new(), after: After::default(), joined: false });
        }
        end
    }

    /// `(số 84/2015/QH13)` behind a law's name; `số 35/NQ-CP` whose code names the type.
    fn number_alone(&mut self, c: &Cursor, i: usize) -> Option<usize> {
        let number = number::number(c, i + 1).filter(|n| n.coded)?;
        let end = number.end;
        let bracket = c.before(i) == K::OPEN && self.drafts.last().is_some_and(|d| d.tokens.end as usize + 2 == i + 1);
        if bracket {
            let before = self.drafts.len() - 1;
            if let Target::Named(first) = &mut self.drafts[before].target
                && first.number.is_none()
            {
                first.year = first.year.or(number.year);
                first.number = Some(number);
                self.push(c, i + 1, end, Target::Again(before), Vec::new());
                return Some(end);
            }
        }
        let kind = number.kind?;
        let after = after(c, end);
        let cited = Cited { start: i, end, kind, year: number.year, number: Some(number), name: None, year_word: false };
        self.drafts.push(Draft { tokens: c.range(i, end), target: Target::Named(cited), provisions: Vec::new(), after, joined: false });
        Some(end)
    }
}

/// `tài khoản 12`, `điều khoản 5`, `trung điểm`: the keyword is the end of another word.
fn is_noun(c: &Cursor, i: usize) -> bool {
    use crate::text::key;
    const HEADS: [u32; 10] =
        [key("tài"), key("điều"), key("quan"), key("thời"), key("địa"), key("cao"), key("trọng"), key("danh"), key("chuyên"), key("đặc")];
    matches!(c.key(i), K::CLAUSE | K::POINT | K::SECTION) && HEADS.contains(&c.before(i)) && !c.is_capital(i)
}

/// `Luật này`, `Nghị định nêu trên`.
fn back_reference(c: &Cursor, i: usize) -> Option<(u16, usize)> {
    let (form, end) = c.longest(&c.tables.openers, i)?;
    let form = &c.tables.forms[form as usize];
    let end = match (c.key(end), c.key(end + 1)) {
        (K::NAY | K::TREN | K::DO | K::AY, _) => end + 1,
        (K::NOI | K::NEU, K::TREN) | (K::VUA, K::NEU) => end + 2,
        _ => return None,
    };
    (!form.upper).then_some((form.kind, end))
}

/// `Điều 5 Luật`: the type with a capital, alone.
fn type_alone(c: &Cursor, i: usize) -> Option<(u16, usize)> {
    let (form, end) = c.longest(&c.tables.openers, i)?;
    let form = &c.tables.forms[form as usize];
    let law = matches!(form.class, Class::Law | Class::Number | Class::Session);
    (law && !form.upper && c.is_capital(i)).then_some((form.kind, end))
}

/// Whether a pointer without a document can be one: not `điều 6 người`, `khoản 2 tỉ đồng`, `Điều 5 hợp đồng`.
fn stands_alone(c: &Cursor, i: usize, found: &Pointers) -> bool {
    if !matches!(found.level, Level::Clause | Level::Article) {
        return false;
    }
    let at = found.end + usize::from(c.key(found.end) == K::CUA);
    let draft = c.key(at) == K::DU && (c.key(at + 1) == K::AN || c.key(at + 1) == crate::text::key("thảo"));
    let contract =
        [crate::text::key("hợp"), crate::text::key("bản"), crate::text::key("thỏa"), crate::text::key("biên")].contains(&c.key(at));
    let plain = c.token(found.end).is_none_or(|t| t.is_mark()) || c.tables.follow.contains(&c.key(found.end)) || c.is_stop(found.end);
    let amount = c.tables.amount.contains(&c.key(found.end));
    let capital = (i..found.end).any(|i| c.key(i) == K::ARTICLE && c.is_capital(i));
    draft
        || !contract
            && if found.level == Level::Article && capital { !amount || plain } else { plain && (found.level == Level::Article || !amount) }
}
