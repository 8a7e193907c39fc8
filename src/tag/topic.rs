//! Topics of an article, by a linear model over syllables and pairs.
//!
//! In: the sentences. Out: one or two [`Topic`]s. The table holds, by key, the rarity of a syllable or pair and its weight for each topic; it was
//! learned by `models/training/tag/topics.py`.

use super::Topic;
use crate::clean::PartKind;
use crate::lexicon::Lexicon;
use crate::sentence::Sentence;
use crate::summary::background::pair;
use crate::text::Document;
use rustc_hash::FxHashMap;

/// Topics in the order of the table's weights.
const CODES: [&str; 21] = [
    "politics",
    "party",
    "personnel",
    "defence",
    "foreign",
    "justice",
    "admin",
    "economy",
    "construction",
    "transport",
    "agriculture",
    "environment",
    "industry",
    "science",
    "education",
    "health",
    "culture",
    "society",
    "ethnic",
    "mobilisation",
    "anticorruption",
];
const SLOTS: usize = 1 << 15;
/// A key, a rarity, a weight a topic.
const ENTRY: usize = 4 + 1 + CODES.len();
/// Scale and biases; the slots (index + 1 of an entry) and the entries follow.
const HEAD: usize = 4 * (1 + CODES.len());
static TABLE: &[u8] = include_bytes!("topics.bin");
/// How often a word of the title counts.
const TITLE: u32 = 3;
/// Tokens of a document that are looked at.
const TOKENS: usize = 6_000;
/// A second topic has at least this share of the first one's score.
const SECOND: f32 = 0.35;
/// Share of another reader in a topic's probability.
const OTHER: f32 = 0.5;

/// The topics of a document; `other` are probabilities by code of another reader, if there is one, which count as much.
pub(super) fn find(document: &Document, sentences: &[Sentence], lexicon: &Lexicon, other: &[(String, f32)]) -> Vec<Topic> {
    let Some(mut scores) = scores(document, sentences) else { return Vec::new() };
    for (code, score) in CODES.iter().zip(&mut scores) {
        if let Some((_, p)) = other.iter().find(|o| o.0 == *code) {
            *score = *score * (1.0 - OTHER) + p * OTHER;
        }
    }
    let mut order: Vec<usize> = (0..CODES.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let kept = order.iter().take(2).filter(|&&t| scores[t] >= scores[order[0]] * SECOND);
    let topic = |&t: &usize| {
        let label = lexicon.topic(CODES[t])?;
        let medtop = label.medtop.map(str::to_owned);
        Some(Topic { code: CODES[t].to_owned(), label: label.label.to_owned(), medtop, score: scores[t] })
    };
    kept.filter_map(topic).collect()
}

/// A probability for each topic.
pub(super) type Scores = [f32; CODES.len()];

/// Probabilities of the topics; none where no word is known.
pub(super) fn scores(document: &Document, sentences: &[Sentence]) -> Option<Scores> {
    let counts = counts(document, sentences);
    let (mut sums, mut norm) = ([0.0f32; CODES.len()], 0.0f32);
    for (entry, n) in counts {
        let bytes = entry_at(entry);
        let weight = (1.0 + (n as f32).ln()) * f32::from(bytes[4]) / 16.0;
        norm += weight * weight;
        for (sum, &w) in sums.iter_mut().zip(&bytes[5..]) {
            *sum += weight * f32::from(w as i8);
        }
    }
    if norm == 0.0 {
        return None;
    }
    let logits: [f32; CODES.len()] = std::array::from_fn(|t| sums[t] / norm.sqrt() * float(0) + float(1 + t));
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    let powers = logits.map(|l| (l - most).exp());
    let all: f32 = powers.iter().sum();
    Some(powers.map(|p| p / all))
}

/// How often each known syllable and pair stands in the document, by entry.
fn counts(document: &Document, sentences: &[Sentence]) -> FxHashMap<usize, u32> {
    let working = document.working();
    let mut counts = FxHashMap::with_capacity_and_hasher(1024, Default::default());
    let mut left = TOKENS;
    for s in sentences.iter().filter(|s| s.part != PartKind::Caption) {
        let n = if s.part == PartKind::Title { TITLE } else { 1 };
        let mut before = None;
        for t in working.tokens[s.tokens.indices()].iter().filter(|t| !t.is_mark()).take(left) {
            let keys = [Some(t.key), before.map(|b| pair(b, t.key))];
            keys.into_iter().flatten().filter_map(look_up).for_each(|e| *counts.entry(e).or_insert(0) += n);
            before = Some(t.key);
            left -= 1;
        }
    }
    counts
}

/// The scale of the weights and the biases stand first, as 32-bit floats.
fn float(n: usize) -> f32 {
    let b = &TABLE[n * 4..][..4];
    f32::from_le_bytes([b[0], b[1], b[2], b[3]])
}

fn entry_at(entry: usize) -> &'static [u8] {
    &TABLE[HEAD + SLOTS * 2 + entry * ENTRY..][..ENTRY]
}

/// The entry of a key.
fn look_up(key: u32) -> Option<usize> {
    let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 17) as usize;
    loop {
        let at = HEAD + slot * 2;
        let entry = usize::from(u16::from_le_bytes([TABLE[at], TABLE[at + 1]])).checked_sub(1)?;
        if entry_at(entry)[..4] == key.to_le_bytes() {
            return Some(entry);
        }
        slot = (slot + 1) % SLOTS;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key;

    #[test]
    fn the_table_is_whole_and_its_topics_have_labels() {
        assert_eq!((TABLE.len() - HEAD - SLOTS * 2) % ENTRY, 0);
        assert!(look_up(key("bệnh")).is_some());
        assert!(look_up(12345).is_none());
        assert!(CODES.iter().all(|c| Lexicon::shared().topic(c).is_some()));
    }

    #[test]
    fn articles_of_clear_topics() {
        let table = [
            ("health", "Bệnh viện tỉnh cứu sống bệnh nhân sốt xuất huyết. Bác sĩ Sở Y tế khuyên tiêm vắc xin phòng dịch bệnh."),
            ("transport", "Ùn tắc giao thông trên quốc lộ, cảnh sát giao thông phân luồng xe tải, xe khách vì tai nạn giao thông."),
            ("education", "Học sinh thi tốt nghiệp trung học phổ thông, Bộ Giáo dục và Đào tạo công bố điểm thi, giáo viên chấm bài."),
            ("foreign", "Thủ tướng hội đàm với Thủ tướng nước bạn trong chuyến thăm chính thức, hai bên ký hiệp định hợp tác song phương."),
        ];
        for (code, text) in table {
            let document = Document::plain(text);
            let topics = find(&document, &crate::sentence::split(&document), Lexicon::shared(), &[]);
            assert_eq!(topics[0].code, code, "{topics:?}");
            assert!(topics.len() <= 2 && topics.iter().all(|t| t.score > 0.0 && t.score <= 1.0));
        }
        let document = Document::plain(table[0].1);
        let other = [("culture".to_owned(), 1.0)];
        let both = find(&document, &crate::sentence::split(&document), Lexicon::shared(), &other);
        assert!(both.iter().any(|t| t.code == "culture" && t.score >= OTHER) && both.iter().any(|t| t.code == "health"), "{both:?}");
        let empty = Document::plain("zzz qqq");
        assert!(find(&empty, &crate::sentence::split(&empty), Lexicon::shared(), &[]).is_empty());
    }
}
