//! Laws and dates alone: neither needs a model or weights.
//!
//! `cargo run --example laws`

use tomtat::{Document, date, law, sentence};

const TEXT: &str = "Ngày 14/3/2024, Sở Tư pháp giới thiệu Luật Đất đai số 31/2024/QH15 (sau đây gọi là Luật). \
Theo điểm a, b khoản 1 Điều 8 của Luật này và Điều 5 đến Điều 7 Nghị định 102/2024/ NĐ-CP, người sử dụng đất được cấp giấy chứng nhận. \
Trước đó, Nghị quyết số 18 - NQ / TW ngày 16/6/2022 của Ban Chấp hành Trung ương đã đặt ra yêu cầu này.";

fn main() {
    let document = Document::plain(TEXT);
    let sentences = sentence::split(&document);

    // A citation is one mention; a law is one document with everything that the article says of it.
    let (citations, laws) = law::read(&document, &sentences);
    for law in &laws {
        let title = law.name.as_deref().or(law.number.as_deref()).unwrap_or(&law.kind);
        println!("{title} ({})", law.id);
        for p in &law.provisions {
            let places = [("Điều", &p.article), ("khoản", &p.clause), ("điểm", &p.point)];
            let places: Vec<String> = places.iter().filter_map(|(word, v)| v.as_ref().map(|v| format!("{word} {v}"))).collect();
            println!("   {}", places.join(" "));
        }
        for span in &law.mentions {
            println!("   [{}]", span.of(TEXT));
        }
    }

    // No date lies inside a citation; the year of publication would fill in years that are not printed.
    for date in date::find(&document, Some("2024-03-15"), &citations) {
        println!("{} = {}", date.text, date.iso.as_deref().unwrap_or("?"));
    }
}
