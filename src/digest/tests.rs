use super::*;
use crate::text::{Builder, Document};
use proptest::prelude::*;
use std::collections::BTreeSet;

const ARTICLES: [&str; 3] = [
    include_str!("../../examples/articles/su-kien-1.txt"),
    include_str!("../../examples/articles/su-kien-2.txt"),
    include_str!("../../examples/articles/su-kien-3.txt"),
];

/// Tables and grammars alone: what is tested here does not hang on the neural model.
fn pipeline() -> &'static Pipeline {
    static PIPELINE: std::sync::OnceLock<Pipeline> = std::sync::OnceLock::new();
    #[cfg(feature = "model")]
    return PIPELINE.get_or_init(|| Pipeline::builder().without_model().build());
    #[cfg(not(feature = "model"))]
    PIPELINE.get_or_init(Pipeline::new)
}

fn digest_of(texts: &[&str], budget: Budget) -> Digest {
    let articles: Vec<Article> = texts.iter().map(|t| Article::new(t)).collect();
    let digest = pipeline().digest(&articles, budget);
    check(&digest, texts, budget);
    digest
}

/// What holds for every digest.
fn check(digest: &Digest, texts: &[&str], budget: Budget) {
    let printed = |place: &Place| place.span.of(texts[place.article as usize]).split_whitespace().collect::<Vec<_>>().join(" ");
    for s in &digest.sentences {
        assert_eq!(printed(&s.place), s.text);
        assert!(s.also.iter().all(|p| !printed(p).is_empty() && p.article != s.place.article));
        let articles: BTreeSet<u32> = s.also.iter().map(|p| p.article).collect();
        assert_eq!(articles.len(), s.also.len(), "an article says a thing once");
    }
    let syllables = |text: &str| Builder::plain(text).tokens.iter().filter(|t| !t.is_mark()).count();
    let kept = match budget {
        Budget::Sentences(room) => digest.sentences.len() <= room,
        Budget::Syllables(room) => syllables(&digest.text) <= room,
        Budget::Characters(room) => digest.text.chars().count() <= room,
        _ => digest.sentences.len() <= BRIEF,
    };
    assert!(kept || digest.sentences.len() == 1, "{budget:?}: {}", digest.text);
    assert_eq!(digest.articles.len(), texts.len());
    let said = |m: &Mentioned| !m.spans.is_empty() && m.spans.iter().all(|s| !s.of(texts[m.article as usize]).is_empty());
    assert!(digest.officials.iter().flat_map(|o| &o.articles).all(said));
    assert!(digest.units.iter().flat_map(|u| &u.articles).all(said));
    assert!(digest.laws.iter().flat_map(|l| &l.articles).all(said));
    assert!(digest.dates.iter().flat_map(|d| &d.articles).all(said));
    let again: Digest = serde_json::from_str(&serde_json::to_string(digest).unwrap()).unwrap();
    assert_eq!(&again, digest);
}

#[test]
fn what_all_articles_say_is_said_once_with_all_of_them() {
    let digest = digest_of(&ARTICLES, Budget::Sentences(4));
    let fires = digest.sentences.iter().filter(|s| s.text.contains("thiêu rụi")).collect::<Vec<_>>();
    assert_eq!(fires.len(), 1, "{}", digest.text);
    assert_eq!(fires[0].also.len(), 2);
    assert!(!digest.text.contains("mất trắng"), "one voice is no shared fact: {}", digest.text);
}

#[test]
fn other_figures_for_the_same_are_shown() {
    let digest = digest_of(&ARTICLES, Budget::Brief);
    let [difference] = digest.differences.as_slice() else { panic!("{:?}", digest.differences) };
    assert_eq!(difference.of, "ki-ốt");
    let figures: BTreeSet<(&str, usize)> = difference.figures.iter().map(|f| (f.figure.as_str(), f.articles.len())).collect();
    assert_eq!(figures, [("214", 1), ("231", 2)].into());
}

#[test]
fn who_is_named_stands_once_with_the_articles() {
    let digest = digest_of(&ARTICLES, Budget::Brief);
    let articles = |m: &[Mentioned]| m.iter().map(|m| m.article).collect::<Vec<_>>();
    let chairman = digest.officials.iter().find(|o| o.name == "Lưu Đình Kha").unwrap();
    assert_eq!(articles(&chairman.articles), [0, 1]);
    assert!(chairman.titles.contains(&"Chủ tịch UBND tỉnh Nam Sơn".to_owned()), "{:?}", chairman.titles);
    assert_eq!(digest.officials.iter().filter(|o| o.name.ends_with("Kha")).count(), 1);
    let law = &digest.laws[0];
    assert_eq!((law.name.as_deref(), articles(&law.articles)), (Some("Luật Phòng cháy và chữa cháy"), vec![1, 2]));
    let day = digest.dates.iter().find(|d| d.iso == "2024-03-12").unwrap();
    assert_eq!(articles(&day.articles), [0, 1, 2]);
    assert_eq!(digest.units.iter().filter(|u| u.name == "Ủy ban nhân dân tỉnh Nam Sơn").count(), 1);
}

#[test]
fn the_order_of_the_input_changes_nothing_but_numbers() {
    let texts = |d: &Digest| d.sentences.iter().map(|s| (s.text.clone(), s.also.len())).collect::<Vec<_>>();
    for budget in [Budget::Brief, Budget::Sentences(2), Budget::Syllables(90), Budget::Characters(500)] {
        let one = digest_of(&ARTICLES, budget);
        for [a, b, c] in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let other = digest_of(&[ARTICLES[a], ARTICLES[b], ARTICLES[c]], budget);
            assert_eq!(texts(&one), texts(&other), "{a}{b}{c}");
        }
    }
}

#[test]
fn one_article_gives_its_own_summary() {
    for text in ARTICLES {
        let record = pipeline().enrich(&Article::new(text));
        let digest = digest_of(&[text], Budget::Brief);
        let spans: Vec<_> = digest.sentences.iter().map(|s| s.place.span).collect();
        assert_eq!(spans, record.summary.sentences);
        assert!(digest.sentences.iter().all(|s| s.also.is_empty()));
    }
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(digest_of(&[], Budget::Brief), Digest { schema: SCHEMA, ..Digest::default() });
    for texts in [&["", ""][..], &[" \n ", "…"], &["", "Tít"], &["?", "!", "."]] {
        digest_of(texts, Budget::Sentences(3));
    }
    assert_eq!(digest_of(&["", "Bộ Nội vụ họp sáng nay."], Budget::Brief).text, "Bộ Nội vụ họp sáng nay.");
}

#[test]
fn an_article_twice_is_its_own_witness() {
    let digest = digest_of(&[ARTICLES[0], ARTICLES[0]], Budget::Sentences(3));
    assert!(digest.sentences.iter().all(|s| s.also.len() == 1 && s.also[0].span == s.place.span));
}

#[test]
fn one_sentence_is_given_whatever_the_budget() {
    for budget in [Budget::Sentences(0), Budget::Syllables(1), Budget::Characters(5)] {
        assert_eq!(digest_of(&ARTICLES, budget).sentences.len(), 1);
    }
}

#[cfg(feature = "html")]
#[test]
fn pages_print_without_their_markup() {
    let pages = [
        "<html><body><h1>Cầu Sông Trà thông xe</h1><p>Sáng 14/3, cầu <b>Sông Trà</b> thông xe &amp; đón khách.</p></body></html>",
        "<html><body><h1>Thông xe cầu</h1><p>Cầu Sông Trà thông xe sáng 14/3 sau ba năm.</p></body></html>",
    ];
    let digest = pipeline().digest(&pages.map(Article::html), Budget::Brief);
    assert!(digest.text.contains("cầu Sông Trà thông xe & đón khách"), "{}", digest.text);
}

#[test]
fn many_long_articles_take_time_in_proportion() {
    let long = (0..3000).map(|i| format!("Câu thứ {i} của bài này nói về việc số {} trong ngày.\n", i % 977)).collect::<String>();
    let record = pipeline().enrich(&Article::new(&long));
    let articles = vec![Article::new(&long); 600];
    let readings: Vec<Reading> = articles.iter().map(|article| Reading { article, record: &record }).collect();
    let begin = std::time::Instant::now();
    for budget in [Budget::Brief, Budget::Sentences(1_000_000), Budget::Syllables(1_000_000)] {
        assert!(!digest(&readings, budget).sentences.is_empty());
    }
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    assert!(Document::plain(&long).original().len() > 100_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_articles_give_a_sound_digest(
        texts in proptest::collection::vec("(\\PC|[ \\n.?!“”]|(?i)theo đó|ông Lê Văn A|UBND xã B|12 người|ngày 3/4/2024){0,40}", 0..4),
        n in 0usize..5,
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut back = texts.clone();
        back.reverse();
        for budget in [Budget::Brief, Budget::Sentences(n), Budget::Syllables(n * 9), Budget::Characters(n * 30)] {
            let (one, other) = (digest_of(&texts, budget), digest_of(&back, budget));
            let said = |d: &Digest| d.sentences.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(said(&one), said(&other));
        }
    }
}
