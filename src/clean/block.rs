//! Lines gathered to blocks: a paragraph that was wrapped at some column is one block, any other line stands alone.

use crate::text::chars::{Class, look_up};
use crate::text::{TokenKind, TokenRange, Working};

/// One paragraph or one short line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// Half-open range of lines.
    pub lines: (u32, u32),
    pub tokens: TokenRange,
    /// A blank line stands before it, or it is the first.
    pub blank_before: bool,
}

/// Widest column (characters) at which texts are wrapped.
const WIDEST: u32 = 130;
/// A line shorter than this was ended on purpose (characters).
const NARROWEST: u32 = 36;

/// The blocks of a text, in order.
pub(crate) fn blocks(working: &Working) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(working.lines.len());
    let mut column = None;
    for i in 0..working.lines.len() {
        let gap = i == 0 || blank_between(working, i);
        if gap {
            column = wrap_column(working, i);
        }
        let tokens = working.lines[i].tokens;
        if !gap && continues(working, i, column) {
            let last = out.last_mut().expect("a line that continues has a line before it");
            last.lines.1 = i as u32 + 1;
            last.tokens.end = tokens.end;
        } else {
            out.push(Block { lines: (i as u32, i as u32 + 1), tokens, blank_before: gap });
        }
    }
    out
}

/// Whether line `i` goes on with the paragraph of line `i - 1`.
fn continues(working: &Working, i: usize, column: Option<u32>) -> bool {
    let (before, here) = (working.lines[i - 1], working.lines[i]);
    if before.hint.is_some() || here.hint.is_some() || width(working, i - 1) < NARROWEST {
        return false;
    }
    let last = working.tokens[before.tokens.end as usize - 1];
    let open = last.kind == TokenKind::Letters && !last.is_all_upper() || working.surface(before.tokens.end as usize - 1) == ",";
    if begins_low(working, i) && open {
        return true;
    }
    column.is_some_and(|c| !fits(working, i, c)) && !is_bullet(working.surface(here.tokens.start as usize))
}

/// Whether line `i` begins in mid-sentence, whatever blank lines stand before it.
pub(crate) fn goes_on(working: &Working, i: usize) -> bool {
    let before = working.lines[i - 1];
    let last = before.tokens.end as usize - 1;
    let open = working.tokens[last].is_letters() || working.surface(last) == ",";
    let first = working.lines[i].tokens.start as usize;
    let item = working.lower_at(first + 1, working.tokens.len()) == ")";
    open && before.hint.is_none() && begins_low(working, i) && !item && width(working, i - 1) >= NARROWEST
}

/// Column at which the lines from here to the next blank line were wrapped, if they were: no line but the last of a
/// paragraph had room for the word that follows, and some go on in lower case.
fn wrap_column(working: &Working, from: usize) -> Option<u32> {
    let mut to = from + 1;
    let mut widest = width(working, from);
    while to < working.lines.len() && !blank_between(working, to) {
        widest = widest.max(width(working, to));
        to += 1;
    }
    if to - from < 3 || widest > WIDEST {
        return None;
    }
    let (mut low, mut room) = (0, 0);
    for i in from + 1..to {
        low += usize::from(begins_low(working, i));
        room += usize::from(fits(working, i, widest) && !ends_sentence(working, working.lines[i - 1].tokens));
    }
    (3 * low >= to - from - 1 && 4 * room <= to - from).then_some(widest)
}

fn begins_low(working: &Working, line: usize) -> bool {
    let first = working.lines[line].tokens.start as usize;
    let token = working.tokens[first];
    let address = matches!(working.lower(first), "http" | "https" | "www") || working.lower_at(first + 1, working.tokens.len()) == ".";
    token.is_letters() && !token.is_capital() && !address
}

/// Whether the first word of a line would have had room at the end of the line before.
fn fits(working: &Working, line: usize, column: u32) -> bool {
    let first = working.surface(working.lines[line].tokens.start as usize);
    width(working, line - 1) + 1 + first.chars().count() as u32 <= column
}

/// Characters of a line; of one too long to be wrapped, bytes will do.
fn width(working: &Working, line: usize) -> u32 {
    let t = working.lines[line].tokens;
    let text = &working.text[working.tokens[t.start as usize].start as usize..working.tokens[t.end as usize - 1].end as usize];
    if text.len() > 4 * WIDEST as usize { text.len() as u32 } else { text.chars().count() as u32 }
}

fn blank_between(working: &Working, line: usize) -> bool {
    let (before, here) = (working.lines[line - 1].tokens, working.lines[line].tokens);
    let gap = &working.text[working.tokens[before.end as usize - 1].end as usize..working.tokens[here.start as usize].start as usize];
    gap.chars().filter(|&c| look_up(c).0 == Class::Newline).nth(1).is_some()
}

/// Whether the text of a line ends with a full stop, a question or exclamation mark or an ellipsis, closing marks apart.
pub(crate) fn ends_sentence(working: &Working, tokens: TokenRange) -> bool {
    let mut back = tokens.indices().rev().take(4).map(|i| working.surface(i));
    back.find(|s| !is_closing(s)).is_some_and(|s| matches!(s, "." | "!" | "?" | "…"))
}

/// Closing quotes and brackets.
pub(crate) fn is_closing(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | "”" | "’" | "»" | ")" | "]")
}

/// Marks that open an item of a list.
pub(crate) fn is_bullet(mark: &str) -> bool {
    matches!(
        mark,
        "-" | "–"
            | "—"
            | "+"
            | "*"
            | "•"
            | "●"
            | "▪"
            | "■"
            | "◦"
            | "·"
            | ">"
            | "»"
            | "›"
            | "→"
            | "▸"
            | "►"
            | "✓"
            | "|"
            | ""
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Builder;

    fn lines_of_blocks(text: &str) -> Vec<u32> {
        blocks(&Builder::plain(text)).iter().map(|b| b.lines.1 - b.lines.0).collect()
    }

    #[test]
    fn wrapped_paragraphs_are_one_block() {
        let wrapped = "Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn nghiệp vụ văn thư, lưu trữ cho\n\
            công chức các xã, phường. Phát biểu khai mạc, ông Trần Văn Bình, Phó Giám đốc\n\
            Sở Nội vụ, nêu rõ mục đích của lớp.\n\nLớp học kéo dài hai ngày.";
        assert_eq!(lines_of_blocks(wrapped), [3, 1]);
    }

    #[test]
    fn menus_and_paragraphs_stay_apart() {
        assert_eq!(lines_of_blocks("Trang chủ\nTin tức\nvăn bản mới\nLiên hệ"), [1, 1, 1, 1]);
        assert_eq!(lines_of_blocks("Đoạn một có một câu dài hơn ba mươi chữ cái.\nĐoạn hai cũng vậy, một câu khá dài."), [1, 1]);
    }
}
