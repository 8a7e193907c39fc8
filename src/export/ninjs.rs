//! A record as IPTC ninjs 2.1 (News in JSON), for newsrooms and agencies.
//!
//! In: [`Record`]. Out: one JSON object that is valid against the published schema. Topics come as IPTC Media Topics, persons, units
//! and places as people, organisations and places, laws as objects. The body is no part of the record, so it is left out.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::ninjs};
//! let item = ninjs(&Pipeline::new().enrich(&Article::new("Bệnh viện huyện Yên Mô tiêm vắc xin cho bệnh nhân.").with_id("7")));
//! assert_eq!(item["uri"], "urn:tomtat:7");
//! assert_eq!(item["subjects"][0]["literal"], "medtop:07000000");
//! ```

use serde_json::{Map, Value, json};

use super::{label, subject};
use crate::knowledge::Entity;
use crate::record::Record;
use crate::tag::{TagKind, Topic, slug};

/// Where IPTC keeps its Media Topics.
const MEDIA_TOPICS: &str = "http://cv.iptc.org/newscodes/mediatopic/";
const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json";

/// The record as ninjs.
pub fn ninjs(record: &Record) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        if !matches!(&value, Value::Null) && value.as_array().is_none_or(|a| !a.is_empty()) {
            item.insert(name.to_owned(), value);
        }
    };
    put("uri", subject::uri(record).into());
    put("standard", json!({"name": "ninjs", "version": "2.1", "schema": SCHEMA}));
    put("type", "text".into());
    put("representationtype", "partial".into());
    put("language", record.lang.as_str().into());
    // Days of Vietnamese news begin in Vietnam.
    put("contentcreated", subject::day(record).map(|d| format!("{d}T00:00:00+07:00")).into());
    if let Some(headline) = subject::headline(record) {
        put("title", headline.as_str().into());
        put("headlines", json!([{"role": "main", "value": headline}]));
    }
    put("by", record.byline.as_deref().into());
    if !record.summary.text.is_empty() {
        put("descriptions", json!([{"role": "summary", "contenttype": "text/plain", "value": record.summary.text}]));
    }
    let (tagged, links) = (subject::Tagged::new(record), subject::Links::new(record));
    let thing = |name: String, spans: &[crate::Span], entity: Option<(Entity, usize)>| {
        let mut thing = json!({"name": name, "rel": if tagged.holds(spans) { "about" } else { "mentions" }});
        if let Some(id) = entity.and_then(|(kind, i)| links.of(kind, i)) {
            thing[if subject::is_web(id) { "uri" } else { "literal" }] = id.into();
        }
        thing
    };
    let people = record.officials.iter().enumerate();
    put("people", people.map(|(i, o)| thing(o.name.clone(), &o.mentions, Some((Entity::Person, i)))).collect());
    let units = record.units.iter().enumerate();
    put("organisations", units.map(|(i, u)| thing(u.name.clone(), &u.mentions, Some((Entity::Unit, i)))).collect());
    put("places", subject::places(record).into_iter().map(|(name, spans)| thing(name.to_owned(), &spans, None)).collect());
    put("objects", record.laws.iter().map(|l| law(thing(label::law(l), &l.mentions, None), &l.id)).collect());
    let phrases = record.tags.iter().filter(|t| t.kind == TagKind::Keyphrase);
    let phrases = phrases.map(|t| json!({"name": t.label, "rel": "about", "literal": slug(&t.label), "confidence": percent(t.score)}));
    let terms = record.vocabulary.iter().flat_map(|v| &v.mapped).map(|m| {
        let mut term = json!({"name": m.label, "rel": "about"});
        term[if subject::is_web(&m.id) { "uri" } else { "literal" }] = m.id.as_str().into();
        term
    });
    put("subjects", record.topics.iter().map(topic).chain(terms).chain(phrases).collect());
    put("altids", record.id.iter().map(|id| json!({"role": "id", "value": id})).collect());
    Value::Object(item)
}

fn law(mut thing: Value, id: &str) -> Value {
    thing["literal"] = id.into();
    thing
}

fn topic(topic: &Topic) -> Value {
    let mut subject = json!({"name": topic.label, "rel": "about", "confidence": percent(topic.score)});
    if let Some(id) = topic.medtop.as_deref().and_then(|m| m.strip_prefix("medtop:")) {
        subject["uri"] = format!("{MEDIA_TOPICS}{id}").into();
        subject["literal"] = format!("medtop:{id}").into();
    } else {
        subject["literal"] = topic.code.as_str().into();
    }
    subject
}

fn percent(score: f32) -> u32 {
    (score.clamp(0.0, 1.0) * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    /// What the published schema allows of what is written: fields of the item, and of the objects in its lists.
    const FIELDS: &[(&str, &[&str])] = &[
        ("uri", &[]),
        ("standard", &["name", "version", "schema"]),
        ("type", &[]),
        ("representationtype", &[]),
        ("language", &[]),
        ("contentcreated", &[]),
        ("title", &[]),
        ("headlines", &["role", "contenttype", "value"]),
        ("by", &[]),
        ("descriptions", &["role", "contenttype", "value"]),
        ("people", &["name", "rel", "uri", "literal"]),
        ("organisations", &["name", "rel", "uri", "literal"]),
        ("places", &["name", "rel", "uri", "literal"]),
        ("objects", &["name", "rel", "uri", "literal"]),
        ("subjects", &["name", "rel", "uri", "literal", "creator", "relevance", "confidence"]),
        ("altids", &["role", "value"]),
    ];

    fn check(item: &Value) {
        for (name, value) in item.as_object().unwrap() {
            let allowed = FIELDS.iter().find(|f| f.0 == name).unwrap_or_else(|| panic!("{name}")).1;
            let objects = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for (field, inner) in objects.iter().filter_map(Value::as_object).flatten() {
                assert!(allowed.contains(&field.as_str()), "{name}.{field}");
                assert!(if field == "confidence" { inner.as_u64().unwrap() <= 100 } else { inner.is_string() }, "{name}.{field}: {inner}");
            }
            assert_eq!(value.is_string(), allowed.is_empty(), "{name}");
        }
    }

    #[test]
    fn items_keep_to_the_schema() {
        for text in [
            "",
            "Hội nghị\nSáng 14/3/2024, bà Lê Thị Hạnh, Giám đốc Sở Y tế Huế, nói về Luật Đất đai năm 2013 tại Hà Nội và Cần Thơ.",
            "𝒯 a & <b>",
        ] {
            let item = ninjs(&Pipeline::new().enrich(&Article::new(text).with_published("2024-03-14")));
            check(&item);
            assert_eq!(item["contentcreated"], "2024-03-14T00:00:00+07:00");
        }
    }
}
