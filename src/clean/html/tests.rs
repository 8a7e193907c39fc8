use crate::{Article, Document, PartKind};

const PAGE: &str = r#"<!DOCTYPE html>
<html><head><title>Sở Nội vụ tập huấn văn thư cho công chức xã - Cổng thông tin tỉnh</title>
<style>p { color: red }</style><script>var a = "<p>không phải chữ</p>";</script></head>
<body><form id="aspnetForm">
<nav><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></nav>
<div class="breadcrumb"><a>Trang chủ</a> » <a>Tin trong tỉnh</a></div>
<h1>Sở Nội vụ tập huấn văn thư cho công chức xã</h1>
<span class="ngay"><time>14/03/2024 08:30</time></span>
<p class="sapo"><b>Sáng 14/3, Sở Nội vụ tổ chức hội nghị tập huấn nghiệp vụ
   văn thư, lưu trữ cho hơn một trăm công chức các xã, phường.</b></p>
<figure><img src="a.jpg"><figcaption>Quang cảnh hội nghị. Ảnh: Minh An</figcaption></figure>
<p>Phát biểu khai mạc, đồng chí <b>Tr&#7847;n</b> V&abreve;n <i>B</i>ình, Phó Giám đốc Sở, n&ecirc;u r&otilde; mục đ&iacute;ch của
lớp học và đề nghị học vi&#234;n nghiêm túc tiếp thu, áp dụng vào công việc hằng ngày ở cơ sở.</p>
<p>Lớp học kéo dài hai ngày,<br>
có kiểm tra cuối khóa; học viên đạt yêu cầu được cấp giấy chứng nhận theo quy định hiện hành của Nhà nước&nbsp;ta.
<p class="author">Lê Minh</p>
<footer>© 2024 Sở Nội vụ. Điện thoại: 0200 000 000</footer>
</form></body></html>"#;

fn parts(source: &str) -> Vec<(PartKind, &str)> {
    let article = Article::html(source);
    Document::new(&article).parts().iter().map(|p| (p.kind, p.span.of(source))).collect()
}

#[test]
fn markup_tells_the_parts() {
    use PartKind::{Abstract, Author, Body, Boilerplate, Caption, Date, Title};
    let kinds: Vec<PartKind> = parts(PAGE).iter().map(|p| p.0).collect();
    let expected = [Boilerplate, Boilerplate, Boilerplate, Title, Date, Abstract, Caption, Body, Body, Body, Author, Boilerplate];
    assert_eq!(kinds, expected, "{:#?}", parts(PAGE));
}

#[test]
fn spans_lead_back_into_the_source() {
    let article = Article::html(PAGE);
    let document = Document::new(&article);
    let w = document.working();
    let at = |word: &str| {
        let i = (0..w.tokens.len()).find(|&i| w.surface(i) == word).unwrap_or_else(|| panic!("{word}"));
        w.span(crate::text::TokenRange::new(i as u32, i as u32 + 1)).of(PAGE)
    };
    assert_eq!(at("Trần"), "Tr&#7847;n");
    assert_eq!(at("Bình"), "B</i>ình");
    assert_eq!(at("nêu"), "n&ecirc;u");
    assert_eq!(at("đích"), "đ&iacute;ch");
    assert!(!w.text.contains("không phải chữ") && !w.text.contains("color"));
    assert!(document.cleaned() > 500 && document.cleaned() < PAGE.len());
}

#[test]
fn windows_line_ends_move_nothing() {
    let source = "<html>\r\n<body>\r\n<!-- a\r\nb -->\r\n<p\r\nclass='x'>Một\r\nhai</p>\r\n<p>ba</p>";
    let article = Article::html(source);
    let document = Document::new(&article);
    let texts: Vec<&str> = document.parts().iter().map(|p| p.span.of(source)).collect();
    assert_eq!(texts, ["Một\r\nhai", "ba"]);
}

#[test]
fn broken_markup_is_read_as_far_as_it_goes() {
    for source in [
        "",
        "<",
        "<p",
        "<p>Một",
        "</p></p>Hai",
        "<b>Ba<p>Bốn</b>",
        "&",
        "&;",
        "&#;",
        "&#xD800;",
        "&amp;lt;b",
        "<!-- <p>x</p>",
        "<title>",
        "<script>",
        "a\r\nb<br>\r\nc",
        "\u{feff}<p>x\0y</p>",
        "e&#769;",
        "&ecirc;&#769;t",
        "<p>À<b>\u{301}</b>",
        "<a href='ế'>ế</a>",
    ] {
        let article = Article::html(source);
        let document = Document::new(&article);
        let w = document.working();
        for i in 0..w.tokens.len() as u32 {
            let span = w.span(crate::text::TokenRange::new(i, i + 1));
            assert!(source.get(span.start as usize..span.end as usize).is_some(), "{source:?} {span:?}");
        }
    }
    assert_eq!(Document::new(&Article::html("a\r\n b<br>c &ecirc;&#769;")).working().text, "a b\nc ế\n");
}

proptest::proptest! {
    #[test]
    fn any_source_is_read(pieces in proptest::collection::vec(
        proptest::sample::select(vec!["<p>", "</p>", "<b", ">", "&agrave;", "&#7", ";", "ỳ", "thu", "\u{301}", "\r\n", "<!--", "-->", "<script>", "</script>",
            "<li>", " ", "\u{200b}", "<h1 class='menu'>", "</h1>", "<title>", "</title>", "\"", "'", "=", "é", "<textarea>", "\0", "<svg>"]), 0..30)) {
        let source = pieces.concat();
        let article = Article::html(&source);
        let document = Document::new(&article);
        let w = document.working();
        let mut last = 0;
        for i in 0..w.tokens.len() as u32 {
            let span = w.span(crate::text::TokenRange::new(i, i + 1));
            assert!(span.start >= last && source.get(span.start as usize..span.end as usize).is_some(), "{source:?} {span:?}");
            last = span.start;
        }
    }
}
