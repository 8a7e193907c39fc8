//! What a request asks for beyond the defaults, in the address or, with a batch, in the body.

use std::fmt;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use tomtat::Options;
use tomtat::summary::Budget;

use super::problem::Problem;
use crate::args::{OffsetUnit, RecordForm};

/// Every one may be missing.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// Length of the summary: `2`, `50syl`, `300c`.
    summary: Option<Length>,
    /// Most tags of a record.
    tags: Option<usize>,
    /// Most topics of a record.
    pub topics: Option<usize>,
    compress: Option<bool>,
    /// No line is boilerplate.
    clean: Option<bool>,
    /// What spans count.
    pub offsets: Option<OffsetUnit>,
    format: Option<Form>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Form {
    Json,
    JsonLd,
    Ninjs,
    Displacy,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(Budget);

impl Asked {
    /// The options of an address.
    pub fn of(query: Result<Query<Self>, QueryRejection>) -> Result<Self, Problem> {
        query.map(|Query(asked)| asked).map_err(|e| Problem::option(reason(&e)))
    }

    /// These, and where they say nothing, `others`.
    pub fn or(self, others: Self) -> Self {
        Self {
            summary: self.summary.or(others.summary),
            tags: self.tags.or(others.tags),
            topics: self.topics.or(others.topics),
            compress: self.compress.or(others.compress),
            clean: self.clean.or(others.clean),
            offsets: self.offsets.or(others.offsets),
            format: self.format.or(others.format),
        }
    }

    /// How to read, where the service reads by `defaults`.
    pub fn reading(&self, defaults: Options) -> Options {
        Options {
            summary: self.summary.map_or(defaults.summary, |length| length.0),
            tags: self.tags.unwrap_or(defaults.tags),
            compress: self.compress.unwrap_or(defaults.compress),
        }
    }

    pub fn clean(&self) -> bool {
        self.clean.unwrap_or(false)
    }

    pub fn form(&self) -> RecordForm {
        match self.format {
            None | Some(Form::Json) => RecordForm::Jsonl,
            Some(Form::JsonLd) => RecordForm::JsonLd,
            Some(Form::Ninjs) => RecordForm::Ninjs,
            Some(Form::Displacy) => RecordForm::Displacy,
        }
    }
}

/// The innermost error, which names the option.
fn reason(e: &dyn std::error::Error) -> String {
    e.source().map_or_else(|| e.to_string(), reason)
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Length::visitor())
    }
}

impl Length {
    fn visitor() -> impl for<'de> Visitor<'de, Value = Self> {
        struct Written;
        impl Visitor<'_> for Written {
            type Value = Length;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a length as `2`, `50syl` or `300c`")
            }

            fn visit_u64<E: Error>(self, sentences: u64) -> Result<Length, E> {
                self.visit_str(&sentences.to_string())
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Length, E> {
                text.parse().map(Length).map_err(E::custom)
            }
        }
        Written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_body_say_the_same() {
        let query = "summary=50syl&tags=3&topics=1&compress=true&clean=true&offsets=utf16&format=jsonld";
        let body = r#"{"summary":"50syl","tags":3,"topics":1,"compress":true,"clean":true,"offsets":"utf16","format":"jsonld"}"#;
        let asked: Asked = serde_urlencoded::from_str(query).unwrap();
        assert_eq!(asked, serde_json::from_str(body).unwrap());
        assert_eq!((asked.form(), asked.clean(), asked.reading(Options::default()).tags), (RecordForm::JsonLd, true, 3));
        assert_eq!(serde_json::from_str::<Asked>(r#"{"summary":2}"#).unwrap(), serde_urlencoded::from_str("summary=2s").unwrap());
        assert_eq!(Asked::default().or(asked), asked);
    }

    #[test]
    fn what_is_no_option_is_named() {
        for (query, named) in [
            ("tag=3", "`tag`"),
            ("summary=0", "at least one sentence"),
            ("summary=long", "no number"),
            ("tags=-1", "invalid digit"),
            ("format=xml", "`xml`"),
            ("offsets=words", "`words`"),
            ("tags=1&tags=2", "duplicate"),
        ] {
            assert!(serde_urlencoded::from_str::<Asked>(query).unwrap_err().to_string().contains(named), "{query}");
        }
    }
}
