//! Where an atom ends.

use super::tight;
use crate::text::{Token, TokenKind, Working, key};

/// Abbreviations that keep their dot before another word.
const DOTTED: &[u32] = &[
    key("tp"),
    key("tx"),
    key("tt"),
    key("q"),
    key("p"),
    key("h"),
    key("ts"),
    key("ths"),
    key("th"),
    key("gs"),
    key("pgs"),
    key("bs"),
    key("ks"),
    key("cn"),
    key("ths"),
    key("nsnd"),
    key("nsưt"),
    key("nxb"),
    key("st"),
    key("mr"),
    key("mrs"),
    key("ms"),
    key("dr"),
    key("tr"),
    key("ng"),
    key("ph"),
    key("kh"),
    key("nh"),
    key("gi"),
    key("qu"),
    key("ch"),
    key("bsck"),
    key("ls"),
    key("ds"),
    key("vs"),
    key("đ"),
    key("x"),
];
/// Last labels of host names.
const DOMAINS: &[u32] = &[
    key("vn"),
    key("com"),
    key("net"),
    key("org"),
    key("gov"),
    key("edu"),
    key("info"),
    key("uk"),
    key("us"),
    key("eu"),
    key("io"),
    key("tv"),
];
/// Labels and marks that an address is looked for in.
const ADDRESS_REACH: usize = 24;

/// End of the atom that begins at token `i`.
#[inline]
pub(super) fn end(working: &Working, tokens: &[Token], i: usize) -> usize {
    if !tight(tokens, i + 1) {
        return if tokens[i].is_digits() { slipped_number(working, tokens, i + 1) } else { i + 1 };
    }
    let first = &tokens[i];
    if first.is_mark() {
        return mark_run(working, tokens, i);
    }
    if let Some(end) = address(working, tokens, i) {
        return end;
    }
    let mut j = i + 1;
    while tight(tokens, j) {
        match step(working, tokens, i, j) {
            Some(next) => j = next,
            None => break,
        }
        if tokens[j - 1].is_mark() && mark(working, j - 1) == '.' {
            break;
        }
    }
    j
}

/// `25 . 000`: a number printed with blanks around its dots.
fn slipped_number(working: &Working, tokens: &[Token], mut j: usize) -> usize {
    while let (Some(dot), Some(digits)) = (tokens.get(j), tokens.get(j + 1)) {
        let fits = dot.is_mark() && mark(working, j) == '.' && digits.is_digits() && digits.end - digits.start == 3;
        if !fits || dot.starts_line() || digits.starts_line() || !digits.space_before() || tight(tokens, j + 2) {
            break;
        }
        j += 2;
    }
    j
}

fn mark(working: &Working, i: usize) -> char {
    working.surface(i).chars().next().unwrap_or(' ')
}

/// Where the atom begun at `i` reaches when token `j` is tied to it.
fn step(working: &Working, tokens: &[Token], i: usize, j: usize) -> Option<usize> {
    let (left, here) = (&tokens[j - 1], &tokens[j]);
    if !here.is_mark() {
        let degrees = || matches!(mark(working, j - 1), '°' | 'º') && matches!(here.key, C_DEGREE | F_DEGREE);
        return (!left.is_mark() || degrees()).then_some(j + 1);
    }
    let right = tokens.get(j + 1).filter(|t| !t.space_before() && !t.is_mark());
    let both = |kind: TokenKind| left.kind == kind && right.is_some_and(|r| r.kind == kind);
    let figures = both(TokenKind::Digits);
    let ties = match mark(working, j) {
        '.' => return dot(working, tokens, i, j),
        ',' | '–' => figures,
        ':' => figures && left.end - left.start <= 2 && right.is_some_and(|r| r.end - r.start == 2),
        '-' | '‑' => right.is_some() && (figures || !between_names(tokens, i, j)),
        '/' => figures || right.is_some_and(|r| code(left) && code(r)) || is_speed(left, right),
        '\'' | '’' | '‘' | '`' => both(TokenKind::Letters),
        '&' => right.is_some_and(|r| left.is_all_upper() && r.is_all_upper()),
        '+' => left.is_letters() && right.is_some_and(Token::is_digits),
        '_' => right.is_some(),
        '%' | '°' | 'º' | '²' | '³' => return left.is_digits().then_some(j + 1),
        _ => false,
    };
    ties.then_some(j + 2)
}

/// Digits, or letters of an abbreviation: `30`, `NĐ`, `TTg`.
fn code(token: &Token) -> bool {
    token.is_digits() || token.is_all_upper() || token.is_mixed_case()
}

fn is_speed(left: &Token, right: Option<&Token>) -> bool {
    (left.key == key("km") || left.key == key("m")) && right.is_some_and(|r| r.key == key("h") || r.key == key("s"))
}

/// `Hà Nội-Hải Phòng`: the hyphen stands between two names of several syllables.
fn between_names(tokens: &[Token], i: usize, j: usize) -> bool {
    let name = |k: usize| tokens.get(k).is_some_and(|t| t.is_letters() && t.is_capital() && !t.starts_line());
    i + 1 == j
        && i > 0
        && name(i - 1)
        && tokens[i].space_before()
        && tokens[i].is_capital()
        && name(j + 1)
        && name(j + 2)
        && !tight(tokens, j + 2)
}

fn dot(working: &Working, tokens: &[Token], i: usize, j: usize) -> Option<usize> {
    let left = &tokens[j - 1];
    let right = tokens.get(j + 1).filter(|t| !t.space_before());
    if tight(tokens, j + 1) && tokens[j + 1].is_mark() && mark(working, j + 1) == '.' {
        return None;
    }
    if left.is_digits() {
        return right.filter(|r| r.is_digits()).map(|_| j + 2);
    }
    if !left.is_letters() {
        return None;
    }
    let single = left.is_capital() && working.surface(j - 1).chars().nth(1).is_none();
    let dotted = single || DOTTED.contains(&left.key) && (left.is_capital() || left.end - left.start <= 2);
    let inner = j - 1 > i && tokens[j - 2].is_mark() && mark(working, j - 2) == '.';
    match right {
        Some(r) if r.is_digits() => (dotted || left.is_all_upper()).then_some(j + 2),
        Some(r) if r.is_letters() && r.is_all_upper() && (dotted || left.is_all_upper()) => Some(j + 2),
        Some(r) if r.is_letters() => match (left.key, r.key) {
            (V, V) => Some(j + 2),
            (TR, DONG) => Some(j + 2),
            _ => dotted.then_some(j + 1),
        },
        _ if left.key == V && inner => Some(j + 1),
        _ if j + 1 == tokens.len() => None,
        _ => (dotted || inner).then_some(j + 1),
    }
}

const V: u32 = key("v");
const TR: u32 = key("tr");
const DONG: u32 = key("đ");

/// Dots of an ellipsis, hashtags and handles; any other mark stands alone.
fn mark_run(working: &Working, tokens: &[Token], i: usize) -> usize {
    let first = mark(working, i);
    let mut j = i + 1;
    let goes_on = |j: usize| match first {
        '.' => tokens[j].is_mark() && mark(working, j) == '.',
        '#' | '@' => !tokens[j].is_mark() || (mark(working, j) == '_' && j > i + 1),
        '°' | 'º' => j == i + 1 && matches!(tokens[j].key, C_DEGREE | F_DEGREE),
        _ => false,
    };
    while tight(tokens, j) && goes_on(j) {
        j += 1;
    }
    j
}

const C_DEGREE: u32 = key("c");
const F_DEGREE: u32 = key("f");

/// URL, host name or e-mail address.
fn address(working: &Working, tokens: &[Token], i: usize) -> Option<usize> {
    if matches!(tokens[i].key, HTTP | HTTPS | FTP)
        && [':', '/', '/'].iter().enumerate().all(|(n, &c)| is_tight(working, tokens, i + 1 + n, c))
    {
        return Some(path_end(working, tokens, i + 4));
    }
    let (mut end, mut dots, mut at) = (i + 1, 0, false);
    let limit = i + ADDRESS_REACH;
    while end < limit && tight(tokens, end) {
        let c = if tokens[end].is_mark() { mark(working, end) } else { ' ' };
        match c {
            ' ' => end += 1,
            '.' | '-' | '_' | '@' if tight(tokens, end + 1) && !tokens[end + 1].is_mark() => {
                if c == '@' {
                    (dots, at) = (0, true);
                }
                dots += usize::from(c == '.');
                end += 2;
            }
            _ => break,
        }
    }
    let host = dots > 0 && DOMAINS.contains(&tokens[end - 1].key) || (at && end > i + 1);
    let is_www = tokens[i].key == WWW && dots > 0;
    if !host && !is_www {
        return None;
    }
    Some(if is_tight(working, tokens, end, '/') { path_end(working, tokens, end) } else { end })
}

const HTTP: u32 = key("http");
const HTTPS: u32 = key("https");
const FTP: u32 = key("ftp");
const WWW: u32 = key("www");

fn is_tight(working: &Working, tokens: &[Token], i: usize, c: char) -> bool {
    tight(tokens, i) && tokens[i].is_mark() && mark(working, i) == c
}

/// End of what is tied to `i`, less the marks that close a sentence or bracket.
fn path_end(working: &Working, tokens: &[Token], i: usize) -> usize {
    let mut end = i;
    while tight(tokens, end) {
        end += 1;
    }
    while end > i && tokens[end - 1].is_mark() && mark(working, end - 1) != '/' {
        end -= 1;
    }
    end
}
