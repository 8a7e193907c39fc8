//! Three articles of one event as one digest: `cargo run --example digest`.

use tomtat::summary::Budget;
use tomtat::{Article, Pipeline};

const ARTICLES: [&str; 3] =
    [include_str!("articles/su-kien-1.txt"), include_str!("articles/su-kien-2.txt"), include_str!("articles/su-kien-3.txt")];

fn main() {
    let articles = ARTICLES.map(Article::new);
    let digest = Pipeline::new().digest(&articles, Budget::Sentences(4));
    for statement in &digest.sentences {
        println!("{}", statement.text);
        // Every sentence points back to its article, and to the articles that say the same.
        for place in std::iter::once(&statement.place).chain(&statement.also) {
            println!("  bài {}: {}", place.article + 1, place.span.of(ARTICLES[place.article as usize]));
        }
    }
    for difference in &digest.differences {
        let figures: Vec<&str> = difference.figures.iter().map(|f| f.figure.as_str()).collect();
        println!("Khác nhau về số {}: {}", difference.of, figures.join(", "));
    }
    for official in digest.officials.iter().filter(|o| o.articles.len() > 1) {
        println!("{}: {}", official.name, official.titles.join("; "));
    }
}
