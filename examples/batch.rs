//! Many articles on several threads: one pipeline, shared by reference.
//!
//! `cargo run --example batch`

use std::thread;

use tomtat::{Article, Pipeline};

fn main() {
    let articles = [
        ("a", "Ngày 14/3/2024, Bộ Nội vụ công bố Nghị định số 33/2023/NĐ-CP tại Hà Nội."),
        ("b", "Ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, đã ký quyết định."),
        ("c", ""), // an empty article gives an empty record, never an error
    ];
    let pipeline = Pipeline::new();
    // The library starts no threads; use your own, or rayon, or an async runtime's blocking pool.
    thread::scope(|scope| {
        let work: Vec<_> = articles
            .iter()
            .map(|(id, text)| {
                let pipeline = &pipeline;
                scope.spawn(move || pipeline.enrich(&Article::new(text).with_id(id)))
            })
            .collect();
        for thread in work {
            let record = thread.join().expect("reading never panics");
            println!("{}: {} mentions, {} laws", record.id.unwrap_or_default(), record.mentions.len(), record.laws.len());
        }
    });
}
