use super::*;
use crate::article::Article;
use crate::{date, law, sentence};
use proptest::prelude::*;

fn found(text: &str) -> Vec<Mention> {
    let document = Document::new(&Article::new(text));
    let sentences = sentence::split(&document);
    let (citations, _) = law::read(&document, &sentences);
    let dates = date::find(&document, None, &citations);
    find(&document, &sentences, Lexicon::shared(), &citations, &dates)
}

fn written(text: &str) -> Vec<(MentionKind, &str)> {
    found(text).iter().map(|m| (m.kind, m.span.of(text))).collect()
}

#[test]
fn sentences_give_their_mentions() {
    use MentionKind::{Date, Loc, Per, Title, Unit};
    let table: &[(&str, &[(MentionKind, &str)])] = &[
        (
            "Sáng 14/3, ông Lê Văn Hải, Phó Chủ tịch UBND tỉnh Quảng Nam, kiểm tra thực địa tại huyện Núi Thành.",
            &[
                (Date, "14/3"),
                (Per, "Lê Văn Hải"),
                (Title, "Phó Chủ tịch UBND tỉnh Quảng Nam"),
                (Unit, "UBND tỉnh Quảng Nam"),
                (Loc, "huyện Núi Thành"),
            ],
        ),
        (
            "Theo bà Trần Thị Bích, nguyên Giám đốc Sở Y tế Hà Nội, Bộ Y tế đã có văn bản.",
            &[(Per, "Trần Thị Bích"), (Title, "nguyên Giám đốc Sở Y tế Hà Nội"), (Unit, "Sở Y tế Hà Nội"), (Unit, "Bộ Y tế")],
        ),
        (
            "Đại tá Phạm Văn Sơn, Chỉ huy trưởng Bộ CHQS tỉnh, phát biểu.",
            &[(Per, "Phạm Văn Sơn"), (Title, "Chỉ huy trưởng Bộ CHQS tỉnh"), (Unit, "Bộ CHQS tỉnh")],
        ),
        ("Các công ty và nhà trường đã báo cáo cơ quan chức năng.", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(written(text), *expected, "{text}");
    }
}

#[test]
fn a_unit_does_not_begin_inside_its_head() {
    let begins = |before: &str, unit: &str| {
        let text = format!("{before} {unit}");
        let document = Document::plain(&text);
        let (working, first) = (document.working(), before.split_whitespace().count());
        begins_unit(working, Lexicon::shared(), TokenRange::new(first as u32, working.tokens.len() as u32))
    };
    for (before, unit, expected) in [
        ("ban chỉ", "huy quân sự cấp xã", false),
        ("của", "ban chỉ huy quân sự xã", true),
        ("giám đốc", "sở Y tế", true),
        ("bí thư", "khu ủy An Hải", true),
        ("ban chỉ", "Huy Quân", true),
        ("Hội đồng nhân dân và", "ủy ban nhân dân xã", true),
    ] {
        assert_eq!(begins(before, unit), expected, "{before} | {unit}");
    }
}

#[test]
fn the_unit_in_a_position_points_to_it() {
    let mentions = found("Ông Lê Văn Hải, Chủ tịch UBND tỉnh Quảng Nam, nói.");
    let title = mentions.iter().position(|m| m.kind == MentionKind::Title).map(|t| t as u32);
    let unit = mentions.iter().find(|m| m.kind == MentionKind::Unit);
    assert!(title.is_some() && unit.is_some_and(|u| u.parent == title));
}

#[test]
fn laws_win_over_what_overlaps_them() {
    let document = Document::plain("Bộ luật Hình sự 2015 của Quốc hội");
    let range = TokenRange::new;
    let law = Candidate::new(MentionKind::Law, range(0, 5), 0.9, Source::Grammar);
    let unit = Candidate::new(MentionKind::Unit, range(4, 8), 0.9, Source::Model);
    let inside = Candidate::new(MentionKind::Unit, range(0, 2), 0.9, Source::Model);
    let kinds: Vec<_> = assemble(&document, vec![unit, law, inside]).iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MentionKind::Law]);
}

#[test]
fn a_very_long_line_is_read_in_linear_time() {
    let text = "ông Nguyễn Văn A, Chủ tịch UBND tỉnh, và Bộ Y tế ".repeat(10_000);
    assert!(found(&text).len() >= 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_gives_sorted_mentions_that_only_nest(text in "(\\PC{0,12}|ông |Chủ tịch |UBND |TP\\. |Nguyễn Văn |\\(CHQS\\) |Bộ |, |\n){0,24}") {
        let mentions = found(&text);
        for pair in mentions.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
            prop_assert!(!pair[0].span.overlaps(pair[1].span) || pair[1].parent.is_some());
        }
        prop_assert!(mentions.iter().all(|m| !m.span.of(&text).is_empty()));
        let document = Document::new(&Article::new(&text));
        crate::official::resolve(&document, &sentence::split(&document), &mentions, Lexicon::shared(), &[]);
        crate::unit::resolve(&document, &mentions, Lexicon::shared());
    }

    #[test]
    fn candidates_of_any_kind_and_place_assemble(spans in prop::collection::vec((0u8..6, 0u32..40, 0u32..12), 0..40)) {
        let text = "Chủ tịch ".repeat(20);
        let document = Document::plain(&text);
        let kinds = [MentionKind::Per, MentionKind::Title, MentionKind::Unit, MentionKind::Law, MentionKind::Loc, MentionKind::Date];
        let candidate = |&(k, start, len): &(u8, u32, u32)| {
            Candidate::new(kinds[k as usize], TokenRange::new(start, (start + len).min(40)), 0.5, Source::Model)
        };
        let mentions = assemble(&document, spans.iter().map(candidate).collect());
        for pair in mentions.windows(2) {
            prop_assert!(!pair[0].span.overlaps(pair[1].span) || pair[1].parent.is_some());
        }
        crate::official::resolve(&document, &[], &mentions, Lexicon::shared(), &[]);
        crate::unit::resolve(&document, &mentions, Lexicon::shared());
    }
}
