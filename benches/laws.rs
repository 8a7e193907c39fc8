//! Laws and dates over an article of about 500 syllables: `cargo bench --bench laws`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tomtat::{Document, date, law, sentence};

const PARAGRAPH: &str = "Sáng 14/3, tại trụ sở UBND tỉnh, đồng chí Phó Chủ tịch chủ trì hội nghị triển khai Luật Đất đai năm 2024 và Nghị định \
số 102/2024/NĐ-CP ngày 30/7/2024 của Chính phủ. Theo báo cáo, từ năm 2021 đến nay các địa phương đã cấp 12.450 giấy chứng nhận, giải quyết 97% hồ sơ \
đúng hạn; tuy nhiên việc áp dụng điểm a khoản 2 Điều 79 còn lúng túng. Phát biểu kết luận, đồng chí yêu cầu các sở, ngành bám sát Nghị quyết số \
18-NQ/TW, rà soát quy hoạch giai đoạn 2021-2030, công khai thủ tục và bố trí cán bộ có chuyên môn tiếp công dân, không để người dân đi lại nhiều lần.\n";

fn laws(criterion: &mut Criterion) {
    let text = PARAGRAPH.repeat(4);
    let document = Document::plain(&text);
    let sentences = sentence::split(&document);
    let (citations, _) = law::read(&document, &sentences);
    let mut group = criterion.benchmark_group("laws");
    group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
    group.bench_function("laws", |b| b.iter(|| law::read(black_box(&document), &sentences)));
    group.bench_function("dates", |b| b.iter(|| date::find(black_box(&document), Some("2024-08-01"), &citations)));
    group.finish();
}

criterion_group!(benches, laws);
criterion_main!(benches);
