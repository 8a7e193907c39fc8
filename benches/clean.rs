//! Page to parts and sentences: `cargo bench --bench clean`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tomtat::{Article, Document, sentence};

/// A page of about 500 syllables, made of plain sentences.
fn page() -> String {
    let body = "Phát biểu tại hội nghị, ông Trần Văn Bình, Phó Giám đốc Sở Nội vụ, đề nghị các xã, phường rà soát hồ sơ, bố trí kho lưu trữ \
        theo Luật Lưu trữ năm 2024 và báo cáo UBND tỉnh trước ngày 30/6/2025. Các đơn vị thảo luận, nêu khó khăn về kinh phí.";
    let head = "CỔNG THÔNG TIN ĐIỆN TỬ SỞ NỘI VỤ\nTrang chủ | Giới thiệu | Tin tức | Liên hệ\nThứ ba, 18/03/2025, 08:15\n\
        Sở Nội vụ tập huấn công tác văn thư, lưu trữ cho công chức cấp xã\nCỡ chữ A- A A+  In trang\n\n";
    let tail = "\nLê Minh\n\nLượt xem: 120\nTin liên quan\nHội nghị giao ban quý I (10/03/2025)\n© Sở Nội vụ\n";
    format!("{head}{}{tail}", [body; 8].join("\n"))
}

fn clean(c: &mut Criterion) {
    let text = page();
    let mut group = c.benchmark_group("clean");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("normalise", |b| b.iter(|| Document::plain(black_box(&text))));
    group.bench_function("page", |b| b.iter(|| Document::new(&Article::new(black_box(&text)))));
    let document = Document::new(&Article::new(&text));
    group.bench_function("sentences", |b| b.iter(|| sentence::split(black_box(&document))));
    group.finish();
}

criterion_group!(benches, clean);
criterion_main!(benches);
