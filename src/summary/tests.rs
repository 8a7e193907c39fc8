use super::*;
use crate::clean::PartKind;
use crate::text::TokenRange;
use proptest::prelude::*;

const ARTICLE: &str = "Huyện Sông Trà thưởng tiền cho các xã giữ rừng tốt\n\
    Tham dự hội nghị có các đồng chí lãnh đạo huyện, đại diện các phòng, ban và chủ tịch các xã.\n\
    Ngày 14/3, UBND huyện Sông Trà quyết định thưởng tiền cho các xã giữ rừng tốt, mỗi xã 50 triệu đồng.\n\
    UBND huyện Sông Trà quyết định thưởng tiền cho các xã giữ rừng tốt, mỗi xã 50 triệu đồng, trong ngày 14/3.\n\
    Trời hôm ấy nắng đẹp.\n\
    Theo Hạt Kiểm lâm huyện, năm qua toàn huyện trồng mới 320 ha rừng và không để xảy ra vụ cháy rừng nào.\n\
    Theo đó, các xã sẽ nhận tiền trước ngày 30/4.";

/// A sentence a line; the first is the title.
fn lines(document: &Document, titled: bool) -> Vec<Sentence> {
    let lines = document.working().lines.iter().enumerate();
    let part = |n| if n == 0 && titled { PartKind::Title } else { PartKind::Body };
    lines.map(|(n, l)| Sentence { span: document.working().span(l.tokens), part: part(n), tokens: l.tokens }).collect()
}

fn summary(text: &str, budget: Budget) -> (Summary, Vec<usize>) {
    let document = Document::plain(text);
    let sentences = lines(&document, true);
    let summary = summarise(&document, &sentences, budget);
    let chosen = summary.sentences.iter().map(|s| sentences.iter().position(|t| t.span == *s).unwrap()).collect();
    (summary, chosen)
}

#[test]
fn the_news_is_chosen_and_neither_title_nor_guests_nor_weather() {
    let (brief, chosen) = summary(ARTICLE, Budget::Brief);
    assert!(chosen.contains(&2) || chosen.contains(&3), "{brief:?}");
    assert!(![0, 1, 4].iter().any(|n| chosen.contains(n)), "{brief:?}");
    assert!(chosen.len() <= 2);
}

#[test]
fn what_is_said_is_not_said_again() {
    for n in [2, 3, 4] {
        let (_, chosen) = summary(ARTICLE, Budget::Sentences(n));
        assert!(!(chosen.contains(&2) && chosen.contains(&3)), "{chosen:?}");
        assert_eq!(chosen.len(), n);
        assert!(chosen.is_sorted());
    }
}

#[test]
fn budgets_are_kept() {
    let count = |s: &Summary| Document::plain(&s.text).working().tokens.iter().filter(|t| !t.is_mark()).count();
    for room in [25, 40, 60, 90] {
        let (s, _) = summary(ARTICLE, Budget::Syllables(room));
        assert!(count(&s) <= room && count(&s) > 0, "{room}: {s:?}");
    }
    for room in [60, 150, 300] {
        let (s, _) = summary(ARTICLE, Budget::Characters(room));
        assert!(s.text.chars().count() <= room && !s.text.is_empty(), "{room}: {s:?}");
    }
    for budget in [Budget::Sentences(0), Budget::Syllables(0), Budget::Characters(1)] {
        assert_eq!(summary(ARTICLE, budget).1.len(), 1, "{budget:?}");
    }
    assert_eq!(summary(ARTICLE, Budget::Sentences(99)).1.first(), Some(&1));
}

#[test]
fn never_empty_where_there_is_a_sentence() {
    for text in ["Chỉ có tít", "Tít\nTít", "Tít\n.", "…", "?\n!", "Tít\nMột câu."] {
        assert!(!summary(text, Budget::Brief).1.is_empty(), "{text:?}");
    }
    assert_eq!(summary("", Budget::Brief).1, [] as [usize; 0]);
    assert_eq!(summary("Tít\nMột câu.", Budget::Brief).0.text, "Một câu.");
}

#[test]
fn the_title_over_again_is_no_summary() {
    let (s, _) = summary("Sông Trà thưởng các xã\nSông Trà thưởng các xã.\nHuyện họp sáng 14/3.", Budget::Brief);
    assert_eq!(s.text, "Huyện họp sáng 14/3.");
}

#[test]
fn a_given_title_is_as_good_as_one_in_the_text() {
    let (title, body) = ARTICLE.split_once('\n').unwrap();
    let article = crate::Article::new(body).with_title(title);
    let document = Document::new(&article);
    let sentences = lines(&document, false);
    let source = source::Source::new(&document, &sentences);
    assert_eq!(source.title.len(), 11);
}

#[test]
fn long_articles_take_time_in_proportion() {
    let text = (0..100_000).map(|i| format!("Câu thứ {i} của bài này nói về việc số {}.\n", i % 977)).collect::<String>();
    let document = Document::plain(&text);
    let sentences = lines(&document, true);
    let begin = std::time::Instant::now();
    for budget in [Budget::Brief, Budget::Sentences(1_000_000), Budget::Syllables(1_000_000)] {
        assert!(!summarise(&document, &sentences, budget).sentences.is_empty());
    }
    assert!(begin.elapsed().as_secs() < 10);
    let line = "một dòng rất dài ".repeat(300_000);
    assert_eq!(summary(&line, Budget::Brief).1, [0]);
}

proptest! {
    #[test]
    fn any_text_gives_whole_sentences_in_order(text in "(\\PC|[ \\n.?!“”]|(?i)theo đó|ông|quyết định){0,60}", n in 0usize..5) {
        let document = Document::plain(&text);
        let sentences = lines(&document, n % 2 == 0);
        for budget in [Budget::Brief, Budget::Sentences(n), Budget::Syllables(n * 9), Budget::Characters(n * 30)] {
            let s = summarise(&document, &sentences, budget);
            prop_assert_eq!(s.sentences.is_empty(), sentences.is_empty());
            prop_assert!(s.sentences.is_sorted());
            prop_assert!(s.sentences.iter().all(|x| sentences.iter().any(|t| t.span == *x)));
        }
        prop_assert!(sentences.iter().all(|s| TokenRange::is_empty(s.tokens) == s.span.is_empty()));
    }
}
