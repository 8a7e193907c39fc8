//! Reads a crawled page and prints what an editor asks for first.
//!
//! `cargo run --example read_article`

use tomtat::{Article, Pipeline};

fn main() {
    // A page as a crawler saved it: menus, buttons, a date line, a caption, a byline.
    let page = include_str!("articles/trien-khai-luat.txt");

    // One pipeline serves all threads; building it takes milliseconds.
    let pipeline = Pipeline::new();
    let record = pipeline.enrich(&Article::new(page));

    if let Some(title) = &record.title {
        println!("{} ({})", title.text, record.published.as_deref().unwrap_or("no date"));
    }
    // Every official once, with all titles of the article.
    for official in &record.officials {
        let titles: Vec<&str> = official.titles.iter().map(|t| t.text.as_str()).collect();
        println!("- {}: {}", official.name, titles.join("; "));
    }
    // Every sentence of the summary points back into the page.
    for span in &record.summary.sentences {
        println!("[{}..{}] {}", span.start, span.end, span.of(page));
    }
}
