//! The input: one article as it was crawled.
//!
//! In: the caller's strings. Out: [`Article`], borrowed, nothing copied.
//!
//! ```
//! use tomtat::Article;
//! let article = Article::new("Bộ Nội vụ họp.").with_title("Tin trong ngày").with_published("2024-06-13");
//! assert_eq!(article.title, Some("Tin trong ngày"));
//! ```

/// How the text of an article is to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, a page saved as text or running text.
    #[default]
    Text,
    /// HTML source; spans count bytes of the source. Read as text when the feature `html` is off.
    Html,
}

/// One article. Only `text` is needed; the rest helps where the text does not say it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Article<'a> {
    /// The page or running text; every span of the result points into it.
    pub text: &'a str,
    /// The caller's identifier, copied to the record.
    pub id: Option<&'a str>,
    /// The title, where the caller knows it. It may or may not stand in `text`.
    pub title: Option<&'a str>,
    /// The day of publication, `YYYY-MM-DD` (a time after it is ignored); a value of another form is ignored.
    pub published: Option<&'a str>,
    /// Where the article was found.
    pub url: Option<&'a str>,
    /// Plain text or HTML.
    pub format: Format,
    /// The text is running text without menus or buttons: every line is kept, nothing is taken for boilerplate.
    pub clean: bool,
}

impl<'a> Article<'a> {
    /// Whether the text is markup and is read as such.
    pub(crate) fn markup(&self) -> bool {
        cfg!(feature = "html") && self.format == Format::Html
    }

    /// An article of plain text.
    pub fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// An article whose text is HTML source.
    pub fn html(text: &'a str) -> Self {
        Self { text, format: Format::Html, ..Self::default() }
    }

    /// Sets the identifier.
    #[must_use]
    pub fn with_id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// Sets the title.
    #[must_use]
    pub fn with_title(mut self, title: &'a str) -> Self {
        self.title = Some(title);
        self
    }

    /// Sets the day of publication.
    #[must_use]
    pub fn with_published(mut self, published: &'a str) -> Self {
        self.published = Some(published);
        self
    }
}
