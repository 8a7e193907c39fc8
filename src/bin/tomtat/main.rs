//! The `tomtat` command.
use std::io::{BufRead, Write};

use tomtat::{Article, Pipeline};

fn main() -> std::io::Result<()> {
    let pipeline = Pipeline::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let mut article = Article::new(value["text"].as_str().unwrap_or_default());
        article.id = value["id"].as_str();
        article.title = value["title"].as_str();
        serde_json::to_writer(&mut out, &pipeline.enrich(&article))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
