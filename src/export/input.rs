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
        let json = json.trim_start_matches('\u{feff}');
        let mut fields = match serde_json::from_str(json) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err("not a JSON object; expected {\"text\": \"…\"}".to_owned()),
            Err(e) => return Err(format!("not JSON: {e}")),
        };
        let (text, html) = match (string(&mut fields, "text")?, string(&mut fields, "html")?) {
            (Some(text), html) => {
                // Both given: the text is read, the source goes with the other fields.
                fields.extend(html.map(|h| ("html".to_owned(), Value::String(h))));
                (text, false)
            }
            (None, Some(html)) => (html, true),
            (None, None) => return Err("field `text` is missing; give the article there, or its HTML in `html`".to_owned()),
        };
        let id = match fields.remove("id") {
            Some(Value::String(id)) => Some(id),
            Some(Value::Number(id)) => Some(id.to_string()),
            None | Some(Value::Null) => None,
            Some(_) => return Err("field `id` is neither a string nor a number".to_owned()),
        };
        let (title, published, url) = (string(&mut fields, "title")?, string(&mut fields, "published")?, string(&mut fields, "url")?);
        // The record has no place of its own for the address, so it goes with the rest as well.
        fields.extend(url.clone().map(|u| ("url".to_owned(), Value::String(u))));
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
    match fields.remove(name) {
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
}
