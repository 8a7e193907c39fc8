//! Words of one's own win over the bundled tables, without training anything.
//!
//! Run: `cargo run --release --example own_words`

use tomtat::Segmenter;

fn main() -> tomtat::Result<()> {
    let text = "Cửa hàng số của hợp tác xã bán nông sản sạch qua mạng.";

    // What ships with the crate does not know the word of this cooperative …
    let mut line = String::new();
    Segmenter::new().join(text, &mut line);
    println!("{line}");

    // … until it is told. `Segmenter::with_word_file` reads the same from a file, one word a line.
    let segmenter = Segmenter::with_words(["cửa hàng số", "nông_sản_sạch"])?;
    line.clear();
    segmenter.join(text, &mut line);
    println!("{line}");

    // Spans point into the text that came in.
    for span in segmenter.words(text).iter().filter(|s| s.of(text).contains(' ')) {
        println!("{:>3}..{:<3} {}", span.start, span.end, span.of(text));
    }
    Ok(())
}
