//! JSON objects as articles.
//!
//! In: one JSON object. Out: [`Input`], whose [`Input::article`] is read by the pipeline.
//!
//! ```
//! use tomtat::export::input::Input;
//! let input = Input::parse(r#"{"id": 7, "text": "Bộ Nội vụ họp.", "site": "moha"}"#).unwrap();
//! assert_eq!(input.article().id, Some("7"));
//! assert_eq!(input.rest.unwrap()["site"], "moha");
//! ```

use serde_json::{Map, Value};

use crate::article::Article;

/// The names of the fields that make an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fields {
    /// The text; empty where there is none.
    pub text: String,
    /// HTML source, read where there is no text.
    pub html: String,
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The day of publication.
    pub published: String,
    /// The address.
    pub url: String,
}

impl Default for Fields {
    fn default() -> Self {
        let [text, html, id, title, published, url] = ["text", "html", "id", "title", "published", "url"].map(str::to_owned);
        Self { text, html, id, title, published, url }
    }
}

/// An article that owns its strings, and the fields that are not ours.
#[derive(Clone, Debug, Default)]
pub struct Input {
    text: String,
    html: bool,
    id: Option<String>,
    title: Option<String>,
    published: Option<String>,
    url: Option<String>,
    /// Every other field, to be passed through; none where there is none.
    pub rest: Option<Map<String, Value>>,
}

impl Input {
    /// Reads an object with `text` or `html`, and optionally `id`, `title`, `published`, `url`.
    ///
    /// # Errors
    /// A sentence that names the field and says what was expected.
    pub fn parse(json: &str) -> Result<Self, String> {
        Self::parse_named(json, &Fields::default())
    }

    /// The same with other names of the fields.
    ///
    /// # Errors
    /// As [`Input::parse`].
    pub fn parse_named(json: &str, names: &Fields) -> Result<Self, String> {
        let json = json.trim_start_matches('\u{feff}');
        let mut fields = match serde_json::from_str(json) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err("not a JSON object; expected {\"text\": \"…\"}".to_owned()),
            Err(e) => return Err(format!("not JSON: {e}")),
        };
        let (text, html) = match (string(&mut fields, &names.text)?, string(&mut fields, &names.html)?) {
            (Some(text), html) => {
                // Both given: the text is read, the source goes with the other fields.
                fields.extend(html.map(|h| (names.html.clone(), Value::String(h))));
                (text, false)
            }
            (None, Some(html)) => (html, true),
            (None, None) if names.text.is_empty() => {
                return Err(format!("field `{}` is missing; give the article's HTML there", names.html));
            }
            (None, None) => {
                return Err(format!("field `{}` is missing; give the article there, or its HTML in `{}`", names.text, names.html));
            }
        };
        let id = match fields.shift_remove(&names.id) {
            Some(Value::String(id)) => Some(id),
            Some(Value::Number(id)) => Some(id.to_string()),
            None | Some(Value::Null) => None,
            Some(_) => return Err(format!("field `{}` is neither a string nor a number", names.id)),
        };
        let mut of = |name| string(&mut fields, name);
        let (title, published, url) = (of(&names.title)?, of(&names.published)?, of(&names.url)?);
        // The record has no place of its own for the address, so it goes with the rest as well.
        fields.extend(url.clone().map(|u| (names.url.clone(), Value::String(u))));
        Ok(Self { text, html, id, title, published, url, rest: Some(fields).filter(|f| !f.is_empty()) })
    }

    /// The article, borrowed.
    pub fn article(&self) -> Article<'_> {
        let mut article = if self.html { Article::html(&self.text) } else { Article::new(&self.text) };
        article.id = self.id.as_deref();
        article.title = self.title.as_deref();
        article.published = self.published.as_deref();
        article.url = self.url.as_deref();
        article
    }
}

fn string(fields: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match fields.shift_remove(name) {
        Some(Value::String(s)) => Ok(Some(s)),
        None | Some(Value::Null) => Ok(None),
        Some(_) => Err(format!("field `{name}` is not a string")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (json, reason) in [
            ("{", "not JSON"),
            ("[1]", "not a JSON object"),
            ("{}", "`text` is missing"),
            (r#"{"text": 3}"#, "`text` is not a string"),
            (r#"{"text": "", "id": []}"#, "`id`"),
        ] {
            assert!(Input::parse(json).unwrap_err().contains(reason), "{json}");
        }
    }

    #[test]
    fn numbers_of_other_fields_come_through_as_they_were() {
        let rest = r#"{"a":51.24817837550540,"b":-5.1e-104,"c":31.245270191439438,"d":122.39857142857143,"e":1}"#;
        let input = Input::parse(&format!(r#"{{"text": "x", {}"#, &rest[1..])).unwrap();
        let written = serde_json::to_string(&input.rest).unwrap();
        let numbers = |json: &str| -> Vec<String> {
            json.split(&[',', '}'][..]).filter_map(|f| f.split_once(':')).map(|f| f.1.trim_end_matches('0').to_owned()).collect()
        };
        assert_eq!(numbers(&written), numbers(rest));
    }

    #[test]
    fn fields_of_other_names() {
        let names = Fields { text: "noi_dung".to_owned(), id: "ma".to_owned(), ..Fields::default() };
        let input = Input::parse_named(r#"{"ma": "a", "id": "b", "noi_dung": "Bộ Nội vụ họp.", "text": "x"}"#, &names).unwrap();
        assert_eq!((input.article().id, input.article().text), (Some("a"), "Bộ Nội vụ họp."));
        assert_eq!(Value::Object(input.rest.unwrap()), serde_json::json!({"id": "b", "text": "x"}));
        assert!(Input::parse_named(r#"{"text": "x"}"#, &names).unwrap_err().contains("`noi_dung` is missing"));
        let page = Fields { text: String::new(), html: "trang".to_owned(), ..Fields::default() };
        assert_eq!(Input::parse_named(r#"{"text": "x", "trang": "<p>y"}"#, &page).unwrap().article().text, "<p>y");
    }
}
