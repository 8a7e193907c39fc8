//! From text to ids and back, by `tokenizer.json`.

use tokenizers::{Encoding, Tokenizer, TruncationDirection, TruncationParams, TruncationStrategy};

/// Bytes that a token has at least on average, for a first guess at how much text an input takes.
const BYTES: usize = 8;
/// Bytes before the end of a piece of text in which its tokens may hang on what comes behind.
const EDGE: usize = 512;

/// The tokenizer of a checkpoint.
#[derive(Debug)]
pub(super) struct Pieces {
    tokenizer: Tokenizer,
    /// Most ids of an input.
    most: usize,
    /// Ids from here on have no row in the network and stand for the unknown.
    rows: usize,
    unknown: u32,
}

/// What the encoder reads.
#[derive(Debug)]
pub(super) struct Input {
    pub ids: Vec<u32>,
    /// Bytes of the text that the ids reach.
    pub read: usize,
}

impl Pieces {
    /// Inputs of at most `most` ids, for a network of `rows` ids. There may be `more` of them in the tokenizer, where a checkpoint uses
    /// but a part of its pieces (as BARTpho does).
    pub(super) fn new(mut tokenizer: Tokenizer, most: usize, rows: usize, more: bool) -> Result<Self, String> {
        let pieces = tokenizer.get_vocab_size(true);
        let unknown = tokenizer.token_to_id("<unk>").filter(|&id| more && (id as usize) < rows);
        if pieces > rows && unknown.is_none() {
            return Err(format!("{pieces} pieces, the weights have {rows} rows: files of two models"));
        }
        let truncation = TruncationParams {
            direction: TruncationDirection::Right,
            max_length: most,
            strategy: TruncationStrategy::LongestFirst,
            stride: 0,
        };
        tokenizer.with_padding(None).with_truncation(Some(truncation)).map_err(|e| e.to_string())?;
        Ok(Self { tokenizer, most, rows, unknown: unknown.unwrap_or(0) })
    }

    /// The ids of `text`, cut where they are too many.
    ///
    /// Only as much of the text is looked at as an input takes.
    pub(super) fn encode(&self, text: &str) -> Input {
        let mut end = self.most.saturating_mul(BYTES);
        loop {
            let piece = &text[..boundary(text, end)];
            let Ok(encoding) = self.tokenizer.encode(piece, true) else { return Input { ids: Vec::new(), read: 0 } };
            let cut = !encoding.get_overflowing().is_empty();
            let reach = encoding.get_offsets().iter().map(|o| o.1).max().unwrap_or(0);
            if piece.len() == text.len() {
                return self.input(&encoding, if cut { reach } else { text.len() });
            }
            if cut && reach + EDGE < piece.len() {
                return self.input(&encoding, reach);
            }
            end = end.saturating_mul(2).max(EDGE * 2);
        }
    }

    fn input(&self, encoding: &Encoding, read: usize) -> Input {
        let known = |&id: &u32| if (id as usize) < self.rows { id } else { self.unknown };
        Input { ids: encoding.get_ids().iter().map(known).collect(), read }
    }

    /// The text of ids, without those that only mark its ends.
    pub(super) fn decode(&self, ids: &[u32]) -> String {
        self.tokenizer.decode(ids, true).unwrap_or_default()
    }
}

/// The last character boundary up to `end`.
fn boundary(text: &str, end: usize) -> usize {
    (0..=end.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}
