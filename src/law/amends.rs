//! Words of amending next to a citation: `sửa đổi Nghị định …`, `khoản 2 Điều 8 được sửa đổi`.

use crate::text::{TokenRange, Working, key};

/// Most tokens between the words and the document that they act on (`sửa đổi, bổ sung một số điều của`).
const REACH: usize = 12;

/// Whether `sửa đổi`, `bổ sung`, `bãi bỏ` or `thay thế` begins at a token.
fn at(working: &Working, i: usize) -> bool {
    const WORDS: [(u32, u32); 5] =
        [(key("sửa"), key("đổi")), (key("bổ"), key("sung")), (key("bãi"), key("bỏ")), (key("hủy"), key("bỏ")), (key("thay"), key("thế"))];
    working.tokens.get(i + 1).is_some_and(|next| WORDS.contains(&(working.tokens[i].key, next.key)))
}

fn passive(working: &Working, i: usize) -> bool {
    [key("được"), key("bị")].contains(&working.tokens[i].key)
}

/// Whether a document cited at `start` is amended by what is named before: the words stand between `behind` and it, in its sentence.
pub(super) fn before(working: &Working, behind: usize, start: usize) -> bool {
    let stops = |i: usize| matches!(working.surface(i), "." | ";") || working.tokens[i].starts_line();
    let from = behind.max(start.saturating_sub(REACH));
    let from = (from..start).rev().find(|&i| stops(i)).unwrap_or(from);
    let first = (from..start).find(|&i| at(working, i));
    first.is_some_and(|i| i == 0 || !passive(working, i - 1))
}

/// Whether a pointer alone is into what is amended: `sửa đổi khoản 2`, `khoản 2 được sửa đổi`.
pub(super) fn points(working: &Working, pointer: TokenRange) -> bool {
    let (start, end) = (pointer.start as usize, pointer.end as usize);
    let active = start.checked_sub(2).is_some_and(|i| at(working, i));
    active || (end < working.tokens.len() && passive(working, end) && at(working, end + 1))
}
