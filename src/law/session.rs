//! Resolutions named after the Party meeting that passed them: `Trung ương 4 khóa XII`, `Đại hội XIII`,
//! `của Hội nghị lần thứ 8 Ban Chấp hành Trung ương Đảng khóa XII`.

use super::cursor::Cursor;
use super::keys::K;

/// Longest name of a meeting in tokens.
const LONGEST: usize = 24;

/// End of the meeting's name at `i`.
pub(super) fn session(c: &Cursor, i: usize) -> Option<usize> {
    let (mut at, mut end, mut named) = (i, None, false);
    while at < i + LONGEST {
        if let Some(next) = ordinal(c, at) {
            // A figure numbers the meeting only behind its name or `lần thứ`, `khóa`.
            if !named && !matches!(c.before(at), K::THU | K::KHOA) {
                break;
            }
            end = Some(next);
            at = next;
            continue;
        }
        match c.key(at) {
            K::TRUNG | K::UONG | K::TW | K::DAI | K::HOI => named |= c.key(at) != K::TRUNG,
            K::T if c.key(at + 1) == K::DOT && c.key(at + 2) == K::U_ => {
                named = true;
                at += 2;
            }
            K::TU_ if c.text(at) == "TƯ" => named = true,
            K::OPEN if c.key(at + 1) == K::KHOA => {
                let Some(close) = ordinal(c, at + 2).filter(|&e| c.key(e) == K::CLOSE) else { break };
                end = Some(close + 1);
                break;
            }
            K::COMMA if c.key(at + 1) == K::KHOA && end == Some(at) => {}
            _ if is_word(c.key(at)) || (c.key(at) == K::CUA && at == i) => {}
            _ if inside_party(c, i, at) => {}
            _ => break,
        }
        at += 1;
    }
    end.filter(|_| named)
}

fn is_word(key: u32) -> bool {
    const WORDS: [u32; 14] =
        [K::NGHI, K::LAN, K::THU, K::DANG, K::BIEU, K::TOAN, K::QUOC, K::BAN, K::CHAP, K::HANH, K::BCH, K::KHOA, K::BO, K::HOI];
    WORDS.contains(&key)
}

/// Place names behind `Đảng bộ tỉnh` up to `lần thứ`.
fn inside_party(c: &Cursor, start: usize, at: usize) -> bool {
    let place = matches!(c.key(at), K::TINH | K::THANH | K::PHO | K::HUYEN | K::XA | K::PHUONG | K::QUAN | K::CAC) || c.is_capital(at);
    place && (start + 2..at).any(|i| c.key(i) == K::BO && c.key(i - 1) == K::DANG)
}

/// A figure, Roman or Arabic, at `i`.
fn ordinal(c: &Cursor, i: usize) -> Option<usize> {
    let text = c.text(i);
    let roman = c.is_letters(i) && text.len() <= 6 && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let arabic = c.is_digits(i) && text.len() <= 2 && !(c.glued(i + 1) && matches!(c.key(i + 1), K::SLASH | K::HYPHEN | K::PERCENT));
    let worded = c.before(i) == K::THU && is_ordinal_word(c.key(i));
    (roman || arabic || worded).then_some(i + 1)
}

fn is_ordinal_word(word: u32) -> bool {
    use crate::text::key;
    const WORDS: [u32; 12] = [
        key("nhất"),
        key("hai"),
        key("ba"),
        key("tư"),
        key("năm"),
        key("sáu"),
        key("bảy"),
        key("tám"),
        key("chín"),
        key("mười"),
        key("nhì"),
        key("bẩy"),
    ];
    WORDS.contains(&word)
}
