//! Summaries of several lengths, tags and topics of one article: `cargo run --example summary`.

use tomtat::summary::Budget;
use tomtat::{Article, Pipeline};

const TEXT: &str = include_str!("articles/trien-khai-luat.txt");

fn main() {
    // The default is one or two sentences, as near as can be to the lead that an editor would write.
    let record = Pipeline::new().enrich(&Article::new(TEXT));
    println!("Tóm tắt: {}\n", record.summary.text);

    // Longer ones are filled from the body with what adds most; the budget may count sentences, syllables or characters.
    for budget in [Budget::Sentences(3), Budget::Syllables(120), Budget::Characters(300)] {
        let pipeline = Pipeline::builder().summary(budget).build();
        let summary = pipeline.enrich(&Article::new(TEXT)).summary;
        println!("{budget:?}:");
        // Every sentence points back to its place.
        for span in summary.sentences {
            println!("  [{}..{}] {}", span.start, span.end, span.of(TEXT));
        }
    }

    println!("\nThẻ:");
    for tag in record.tags {
        println!("  {:<40} {:?}, {} chỗ, {}", tag.label, tag.kind, tag.spans.len(), tag.slug);
    }
    for topic in record.topics {
        println!("Chủ đề: {} ({:.0} %)", topic.label, topic.score * 100.0);
    }
}
