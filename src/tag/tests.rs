use super::*;
use crate::clean::PartKind;
use crate::mention::{MentionKind, Source};
use crate::text::TokenRange;
use proptest::prelude::*;

const TEXT: &str = "Huyện ủy Sông Trà tập huấn công tác dân vận khéo\n\
    Sáng 14/3, Huyện ủy Sông Trà tổ chức tập huấn công tác dân vận khéo cho cán bộ các xã của huyện Sông Trà.\n\
    Đồng chí Lò Thị Mây, Bí thư Huyện ủy Sông Trà, nêu rõ dân vận khéo là việc thường ngày; khoản 2 Điều 5 Luật Thực hiện dân chủ ở cơ sở đã ghi.\n\
    Bà Mây đề nghị các xã báo cáo kết quả dân vận khéo về Huyện ủy.\n\
    Năm ngoái, các xã của Sông Trà trồng mới 40 ha rừng phòng hộ.";

/// A sentence a line; words by a list, other syllables alone; mentions and what they stand for by hand.
struct Case {
    document: Document<'static>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    mentions: Vec<Mention>,
    officials: Vec<Official>,
    units: Vec<Unit>,
    laws: Vec<Law>,
}

impl Case {
    fn new(text: &'static str) -> Self {
        let document = Document::plain(text);
        let w = document.working();
        let part = |n| if n == 0 { PartKind::Title } else { PartKind::Body };
        let sentences: Vec<Sentence> =
            w.lines.iter().enumerate().map(|(n, l)| Sentence { span: w.span(l.tokens), part: part(n), tokens: l.tokens }).collect();
        let words = words(w, &sentences);
        let mut case =
            Self { document, sentences, words, mentions: Vec::new(), officials: Vec::new(), units: Vec::new(), laws: Vec::new() };
        let persons = case.mention(MentionKind::Per, &["Lò Thị Mây", "Mây"]);
        let units = case.mention(MentionKind::Unit, &["Huyện ủy Sông Trà", "Huyện ủy"]);
        let laws = case.mention(MentionKind::Law, &["khoản 2 Điều 5 Luật Thực hiện dân chủ ở cơ sở"]);
        case.mention(MentionKind::Loc, &["huyện Sông Trà", "Sông Trà"]);
        case.officials.push(Official { name: "Lò Thị Mây".to_owned(), mentions: persons, ..Official::default() });
        case.units.push(Unit { name: "Huyện ủy Sông Trà".to_owned(), mentions: units, ..Unit::default() });
        case.laws.push(Law { kind: "luật".to_owned(), mentions: laws, ..Law::default() });
        case.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        case
    }

    /// Mentions of the first form wherever it stands, of the next where no other covers it.
    fn mention(&mut self, kind: MentionKind, forms: &[&str]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for form in forms {
            for (at, _) in TEXT.match_indices(form).filter(|_| self.document.original() == TEXT) {
                let span = Span::new(at as u32, (at + form.len()) as u32);
                let free = !spans.iter().any(|s| s.overlaps(span)) && !self.mentions.iter().any(|m| m.span.overlaps(span));
                if free {
                    spans.push(span);
                }
            }
        }
        let tokens = |s: Span| self.document.working().tokens_of(s);
        let made: Vec<Mention> =
            spans.iter().map(|&s| Mention { kind, span: s, score: 1.0, source: Source::User, parent: None, tokens: tokens(s) }).collect();
        self.mentions.extend(made);
        spans.sort();
        spans
    }

    fn tags(&self, most: usize) -> Vec<Tag> {
        let resolved = Resolved { mentions: &self.mentions, officials: &self.officials, units: &self.units, laws: &self.laws };
        tags(&self.document, &self.sentences, &self.words, resolved, most)
    }
}

const WORDS: [&str; 13] = [
    "tập huấn",
    "công tác",
    "dân vận",
    "cán bộ",
    "đồng chí",
    "tổ chức",
    "bí thư",
    "thường ngày",
    "đề nghị",
    "báo cáo",
    "kết quả",
    "năm ngoái",
    "phòng hộ",
];

fn words(w: &crate::text::Working, sentences: &[Sentence]) -> Vec<Word> {
    let mut words = Vec::new();
    for (n, s) in sentences.iter().enumerate() {
        let mut i = s.tokens.start;
        while i < s.tokens.end {
            let two = TokenRange::new(i, (i + 2).min(s.tokens.end));
            let end = if WORDS.contains(&w.lower_slice(two)) { i + 2 } else { i + 1 };
            let tokens = TokenRange::new(i, end);
            words.push(Word { span: w.span(tokens), sentence: n as u32, tokens });
            i = end;
        }
    }
    words
}

#[test]
fn subjects_persons_units_and_laws_are_found() {
    let tags = Case::new(TEXT).tags(8);
    let has = |label: &str, kind| tags.iter().any(|t| t.label == label && t.kind == kind);
    assert!(has("Lò Thị Mây", TagKind::Person), "{tags:#?}");
    assert!(has("Huyện ủy Sông Trà", TagKind::Unit), "{tags:#?}");
    assert!(has("Luật Thực hiện dân chủ ở cơ sở", TagKind::Law), "{tags:#?}");
    assert!(tags.iter().any(|t| t.label.contains("dân vận") && t.kind == TagKind::Keyphrase), "{tags:#?}");
}

#[test]
fn tags_are_whole_words_each_once_with_their_places() {
    let case = Case::new(TEXT);
    for most in 0..12 {
        let tags = case.tags(most);
        assert!(tags.len() <= most);
        for (n, t) in tags.iter().enumerate() {
            assert!((0.0..=1.0).contains(&t.score) && !t.spans.is_empty());
            assert!(tags[..n].iter().all(|other| other.slug != t.slug), "{tags:#?}");
            assert!(t.slug.is_ascii() && t.slug == slug(&t.label));
            if t.kind == TagKind::Keyphrase {
                let whole = |s: &Span| case.words.iter().any(|w| w.span.start == s.start) && case.words.iter().any(|w| w.span.end == s.end);
                assert!(t.spans.iter().all(whole), "{t:?}");
            }
            if t.kind != TagKind::Person && t.kind != TagKind::Unit {
                let text = t.spans[0].of(TEXT).to_lowercase();
                assert!(text.contains(&t.label.to_lowercase()), "{t:?}");
            }
        }
        assert!(tags.is_sorted_by(|a, b| a.score >= b.score));
    }
}

#[test]
fn a_place_and_the_same_with_its_type_are_one_tag() {
    let tags = Case::new(TEXT).tags(30);
    let places = tags.iter().filter(|t| t.kind == TagKind::Place).count();
    assert!(places <= 1, "{tags:#?}");
}

#[test]
fn the_label_of_a_unit_leaves_out_an_explained_abbreviation() {
    for (text, label) in [
        ("Bộ Chỉ huy quân sự (CHQS) tỉnh", "Bộ Chỉ huy quân sự tỉnh"),
        ("Sở Tài nguyên và Môi trường (TN&MT)", "Sở Tài nguyên và Môi trường"),
        ("Công ty Thép (cơ sở 2) An Hải", "Công ty Thép (cơ sở 2) An Hải"),
        ("Công ty Thép (AH", "Công ty Thép (AH"),
    ] {
        let document = Document::plain(text);
        let working = document.working();
        let all = TokenRange::new(0, working.tokens.len() as u32);
        assert_eq!(rank::unit_label(working, all), label);
    }
}

#[test]
fn an_empty_text_has_no_tags() {
    for text in ["", "…", "\n\n"] {
        assert!(Case::new(text).tags(8).is_empty(), "{text:?}");
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    let text: &'static str = Box::leak("dân vận khéo ở các xã vùng cao; ".repeat(100_000).into_boxed_str());
    let case = Case::new(text);
    let begin = std::time::Instant::now();
    assert!(!case.tags(8).is_empty());
    topics(&case.document, &case.sentences, Lexicon::shared());
    assert!(begin.elapsed().as_secs() < 10);
}

#[test]
fn slugs_have_no_marks() {
    for (text, want) in [("Đường  Lê Lợi", "duong-le-loi"), ("…", ""), ("30/2020/NĐ-CP", "30-2020-nd-cp"), ("Toà án", "toa-an")]
    {
        assert_eq!(slug(text), want);
    }
}

proptest! {
    #[test]
    fn any_text_any_mentions(text in "(\\PC|[ \\n.,]|dân vận|quốc hội|kỷ luật){0,60}", cuts in proptest::collection::vec(0usize..200, 0..6)) {
        let document = Document::new(&crate::Article::new(&text));
        let sentences = crate::sentence::split(&document);
        let words = crate::Segmenter::new().segment(&document, &sentences);
        let tokens = document.working().tokens.len();
        let spans: Vec<Span> = cuts.iter().filter(|&&c| c < tokens).map(|&c| {
            document.working().span(TokenRange::new(c as u32, (c as u32 + 2).min(tokens as u32)))
        }).collect();
        let units = [Unit { mentions: spans.clone(), ..Unit::default() }];
        let laws = [Law { kind: "luật".to_owned(), mentions: spans, ..Law::default() }];
        let resolved = Resolved { mentions: &[], officials: &[], units: &units, laws: &laws };
        let found = tags(&document, &sentences, &words, resolved, 8);
        prop_assert!(found.iter().all(|t| !t.label.is_empty() && t.spans.iter().all(|s| !s.of(&text).is_empty())));
        topics(&document, &sentences, Lexicon::shared());
    }
}

#[test]
fn a_place_in_a_law_is_no_tag() {
    let text = "Sửa quy định về nhà ở xã hội\nThông tư 08/2025/TT-BXD sửa đổi một số điều của Thông tư 05/2024/TT-BXD. \
        Theo đó, khoản 2 Điều 8 được sửa đổi; khoản 2 Điều 8 có hiệu lực từ 1/7, thay cho khoản 2 Điều 8 cũ.";
    let record = crate::Pipeline::new().enrich(&crate::Article::new(text));
    let labels: Vec<&str> = record.tags.iter().filter(|t| t.kind == TagKind::Law).map(|t| t.label.as_str()).collect();
    assert!(labels.contains(&"Thông tư 05/2024/TT-BXD"), "{labels:?}");
    assert!(labels.iter().all(|l| !l.contains("khoản")), "{labels:?}");
}

#[test]
fn a_person_is_named_as_in_the_list_of_officials() {
    let text =
        "Bà Võ Thị Thanh Hoà giữ chức Bí thư Huyện uỷ Yên Mô\nSáng 14/3, bà Võ Thị Thanh Hoà nhận quyết định làm Bí thư Huyện uỷ Yên Mô.";
    let record = crate::Pipeline::new().enrich(&crate::Article::new(text));
    assert_eq!(record.officials[0].name, "Võ Thị Thanh Hoà");
    assert!(record.tags.iter().any(|t| t.kind == TagKind::Person && t.label == "Võ Thị Thanh Hoà"), "{:?}", record.tags);
}
