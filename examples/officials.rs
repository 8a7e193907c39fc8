//! Who holds which office, and which units an article names: `cargo run --example officials [FILE]`.

use tomtat::{Article, Pipeline};

const SAMPLE: &str = "Sáng 14/3, đồng chí Lò Thị Hoa, Phó Bí thư Thường trực Tỉnh ủy, làm việc với Ban CHQS huyện Bình Sơn.\n\
    Đại tá Trần Văn Định, nguyên Chỉ huy trưởng Bộ CHQS tỉnh Hà Nam, cùng dự. Theo bà Hoa, kết quả là tốt.\n";

fn main() -> std::io::Result<()> {
    let text = std::env::args().nth(1).map_or(Ok(SAMPLE.to_owned()), std::fs::read_to_string)?;
    let record = Pipeline::new().enrich(&Article::new(&text));
    for official in &record.officials {
        let before = [official.honorific.as_deref(), official.rank.as_deref()];
        println!(
            "{} ({} mentions; {})",
            official.name,
            official.mentions.len(),
            before.into_iter().flatten().collect::<Vec<_>>().join(", ")
        );
        for title in &official.titles {
            println!("    {:?}: {} | {}", title.status, title.role, title.unit.as_deref().unwrap_or("-"));
        }
    }
    for unit in &record.units {
        println!("{} [{}]", unit.name, unit.kind.as_deref().unwrap_or("?"));
    }
    Ok(())
}
