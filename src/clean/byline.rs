//! The name in a byline.

/// The names of an author line without what introduces them: "Tác giả: ", "Bài, ảnh: ", "Tin: ".
///
/// ```
/// use tomtat::clean::byline;
/// assert_eq!(byline("Tin, ảnh: Lê Minh"), "Lê Minh");
/// assert_eq!(byline("(Theo Bích Quyên)"), "Bích Quyên");
/// assert_eq!(byline("Thùy Linh - Slì Văn"), "Thùy Linh - Slì Văn");
/// ```
pub fn byline(line: &str) -> &str {
    let mut rest = line.trim_matches(|c: char| c.is_whitespace() || c == '*');
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        rest = inner.trim();
    }
    while let Some((head, tail)) = rest.split_once(':') {
        if tail.trim().is_empty() || !introduces(head) {
            break;
        }
        rest = tail.trim();
    }
    let rest = ["Theo ", "theo ", "PV ", "CTV ", "CTV. ", "Phóng viên "].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest);
    cut(rest.trim())
}

/// Whether all that stands before a colon are words such as `tác giả`, `bài`, `ảnh`, `người viết`.
fn introduces(head: &str) -> bool {
    const WORDS: &[&str] = &[
        "tác", "giả", "bài", "tin", "ảnh", "viết", "và", "người", "thực", "hiện", "đăng", "gửi", "biên", "tập", "soạn", "phóng", "viên",
        "pv", "ctv", "nhóm", "bt", "by", "author", "video", "clip", "đưa", "nội", "dung", "bởi", "công", "chức", "vh", "xh", "nguồn",
    ];
    let folded = crate::fold(head);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| WORDS.contains(&w))
}

/// Leaves out what follows the names: a day, a count, the photographer.
fn cut(names: &str) -> &str {
    const STOPS: [&str; 8] = [" - Ngày", " - Số lượt", " - Lượt", " | ", " – Ảnh:", " - Ảnh:", " - ẢNH:", " – ẢNH:"];
    let end = STOPS.iter().filter_map(|s| names.find(s)).min().unwrap_or(names.len());
    names[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';')
}

#[cfg(test)]
mod tests {
    use super::byline;

    #[test]
    fn names_stand_alone() {
        for (line, name) in [
            ("Tác giả: Trần Văn Bình", "Trần Văn Bình"),
            ("Bài, ảnh: H. Phượng", "H. Phượng"),
            ("Người viết: Lê An - Ngày viết: 05/09/2022 11:20", "Lê An"),
            ("Bài: Sa Ray – Ảnh: Đ.K", "Sa Ray"),
            ("CTV Tuấn Kiệt", "Tuấn Kiệt"),
            ("TIN: QUỐC AN - ẢNH: T.T", "QUỐC AN"),
            ("Lưu ý: Thùy", "Lưu ý: Thùy"),
            ("Tác giả:", "Tác giả:"),
            ("", ""),
        ] {
            assert_eq!(byline(line), name);
        }
    }
}
