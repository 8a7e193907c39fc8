//! A record as schema.org `NewsArticle` in JSON-LD, for search engines and knowledge graphs.
//!
//! In: [`Record`]. Out: one JSON object. What the tags name is `about`, everything else that is named `mentions`; positions that
//! were held once are left out.
//!
//! ```
//! use tomtat::{Article, Pipeline, export::json_ld};
//! let text = "Sáng 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, công bố Quyết định 12/2024/QĐ-UBND.";
//! let article = json_ld(&Pipeline::new().enrich(&Article::new(text)));
//! assert_eq!(article["@type"], "NewsArticle");
//! ```

use serde_json::{Map, Value, json};

use super::{label, subject};
use crate::knowledge::Entity;
use crate::law::Law;
use crate::official::{Official, Status, Title};
use crate::record::Record;
use crate::span::Span;
use crate::tag::vocabulary::Mapped;
use crate::unit::Unit;

/// The record as `NewsArticle`.
pub fn json_ld(record: &Record) -> Value {
    let mut article = Map::new();
    let mut put = |name: &str, value: Option<Value>| article.extend(value.filter(is_said).map(|v| (name.to_owned(), v)));
    put("@context", Some("https://schema.org".into()));
    put("@type", Some("NewsArticle".into()));
    put("@id", Some(subject::uri(record).into()));
    put("identifier", record.id.clone().map(Value::from));
    put("url", subject::url(record).map(Value::from));
    put("headline", subject::headline(record).map(Value::from));
    put("inLanguage", Some(record.lang.clone().into()));
    put("datePublished", subject::day(record).map(Value::from));
    put("author", record.byline.as_ref().map(|name| json!({"@type": "Person", "name": name})));
    let event = record.event.as_ref();
    put("temporalCoverage", event.and_then(|e| e.date.clone()).map(Value::from));
    put("contentLocation", event.map(|e| e.places.iter().map(|p| json!({"@type": "Place", "name": p.name})).collect()));
    put("abstract", Some(record.summary.text.clone().into()));
    put("description", record.summary.lead.as_ref().map(|l| l.text.clone().into()));
    let (about, mentions) = things(record);
    put("about", Some(about.into()));
    put("mentions", Some(mentions.into()));
    put("keywords", Some(keywords(record).into()));
    put("articleSection", Some(record.topics.iter().map(|t| t.label.as_str()).collect()));
    Value::Object(article)
}

/// The tags, those of the user's vocabulary as its terms.
fn keywords(record: &Record) -> Vec<Value> {
    let Some(filing) = &record.vocabulary else { return record.tags.iter().map(|t| t.label.as_str().into()).collect() };
    let term = |m: &Mapped| match subject::is_web(&m.id) {
        true => json!({"@type": "DefinedTerm", "@id": m.id, "name": m.label}),
        false => json!({"@type": "DefinedTerm", "termCode": m.id, "name": m.label}),
    };
    filing.mapped.iter().map(term).chain(filing.unmapped.iter().map(|l| l.as_str().into())).collect()
}

/// Whether a value says anything: empty texts and lists are left out.
fn is_said(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}

/// What the record names, parted into what the article is about and the rest.
fn things(record: &Record) -> (Vec<Value>, Vec<Value>) {
    let (tagged, links, employers) = (subject::Tagged::new(record), subject::Links::new(record), Employers::new(record));
    let (mut about, mut mentions) = (Vec::new(), Vec::new());
    let mut add = |spans: &[Span], mut thing: Value, entity: Option<(Entity, usize)>| {
        if let Some(id) = entity.and_then(|(kind, index)| links.of(kind, index)) {
            thing[if subject::is_web(id) { "sameAs" } else { "identifier" }] = id.into();
        }
        if tagged.holds(spans) { about.push(thing) } else { mentions.push(thing) }
    };
    for (i, official) in record.officials.iter().enumerate() {
        add(&official.mentions, person(&employers, official), Some((Entity::Person, i)));
    }
    for (i, unit) in record.units.iter().enumerate() {
        add(&unit.mentions, organisation(unit), Some((Entity::Unit, i)));
    }
    for (i, law) in record.laws.iter().enumerate() {
        add(&law.mentions, legislation(law), Some((Entity::Law, i)));
    }
    for (name, spans) in subject::places(record) {
        add(&spans, json!({"@type": "Place", "name": name}), None);
    }
    (about, mentions)
}

fn person(employers: &Employers, official: &Official) -> Value {
    let mut person = json!({"@type": "Person", "name": official.name});
    let prefix: Vec<&str> = [&official.rank, &official.honorific].into_iter().filter_map(|p| p.as_deref()).collect();
    if !prefix.is_empty() {
        person["honorificPrefix"] = prefix.join(" ").into();
    }
    let held: Vec<&Title> = official.titles.iter().filter(|t| !matches!(t.status, Status::Former | Status::Dismissed)).collect();
    if !held.is_empty() {
        person["jobTitle"] = held.iter().map(|t| t.text.as_str()).collect();
    }
    let mut served: Vec<Value> = Vec::new();
    for title in &held {
        let employer = employers.of(title);
        served.extend(employer.filter(|e| !served.contains(e)));
    }
    if !served.is_empty() {
        person["worksFor"] = served.into();
    }
    person
}

/// The units of the record by place.
struct Employers<'r>(Vec<(Span, &'r Unit)>);

impl<'r> Employers<'r> {
    fn new(record: &'r Record) -> Self {
        let mut places: Vec<_> = record.units.iter().flat_map(|u| u.mentions.iter().map(move |&m| (m, u))).collect();
        places.sort_by_key(|p| p.0);
        Self(places)
    }

    /// The unit that a position is held in, as what the article means by it.
    fn of(&self, title: &Title) -> Option<Value> {
        let name = title.inferred.as_ref().and_then(|i| i.unit.as_deref()).or(title.unit.as_deref())?;
        let from = self.0.partition_point(|p| p.0.start < title.span.start);
        let known = self.0.get(from).filter(|p| title.span.contains(p.0));
        Some(json!({"@type": kind(known.and_then(|p| p.1.kind.as_deref())), "name": name}))
    }
}

fn organisation(unit: &Unit) -> Value {
    let mut organisation = json!({"@type": kind(unit.kind.as_deref()), "name": unit.name});
    if let Some(short) = &unit.abbreviation {
        organisation["alternateName"] = short.as_str().into();
    }
    organisation
}

/// The type of schema.org for a kind of unit.
fn kind(kind: Option<&str>) -> &'static str {
    match kind {
        Some("government" | "assembly" | "court" | "procuracy" | "military" | "police") => "GovernmentOrganization",
        Some("school") => "EducationalOrganization",
        Some("hospital") => "MedicalOrganization",
        Some("company") => "Corporation",
        Some("press") => "NewsMediaOrganization",
        Some("sports") => "SportsOrganization",
        _ => "Organization",
    }
}

fn legislation(law: &Law) -> Value {
    let number = law.number.as_deref().unwrap_or(&law.id);
    let mut legislation =
        json!({"@type": "Legislation", "name": label::law(law), "legislationIdentifier": number, "legislationType": law.kind});
    if let Some(date) = law.date.as_deref().or(law.year.as_deref()) {
        legislation["legislationDate"] = date.into();
    }
    if let Some(issuer) = &law.issuer {
        legislation["legislationPassedBy"] = json!({"@type": "Organization", "name": issuer});
    }
    if !law.provisions.is_empty() {
        let part = |p| json!({"@type": "Legislation", "name": label::provision(p)});
        legislation["hasPart"] = law.provisions.iter().map(part).collect();
    }
    legislation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Pipeline};

    /// What schema.org allows on each type that is written.
    const ALLOWED: &[(&str, &[&str])] = &[
        (
            "NewsArticle",
            &[
                "@context",
                "@id",
                "identifier",
                "url",
                "headline",
                "inLanguage",
                "datePublished",
                "author",
                "abstract",
                "description",
                "temporalCoverage",
                "contentLocation",
                "about",
                "mentions",
                "keywords",
                "articleSection",
            ],
        ),
        ("Person", &["name", "honorificPrefix", "jobTitle", "worksFor", "identifier", "sameAs"]),
        (
            "Legislation",
            &[
                "name",
                "legislationIdentifier",
                "legislationType",
                "legislationDate",
                "legislationPassedBy",
                "hasPart",
                "identifier",
                "sameAs",
            ],
        ),
        ("Place", &["name"]),
        ("DefinedTerm", &["@id", "termCode", "name"]),
    ];

    fn check(value: &Value) {
        match value {
            Value::Object(object) => {
                let kind = object["@type"].as_str().unwrap();
                let organisation: &[&str] = &["name", "alternateName", "identifier", "sameAs"];
                let allowed = ALLOWED.iter().find(|a| a.0 == kind).map_or(organisation, |a| a.1);
                for (name, inner) in object.iter().filter(|(name, _)| *name != "@type") {
                    assert!(allowed.contains(&name.as_str()), "{kind}.{name}");
                    check(inner);
                }
            }
            Value::Array(list) => list.iter().for_each(check),
            Value::String(text) => assert!(!text.is_empty()),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn positions_laws_and_places_take_their_form() {
        let text = "Ông Trần Văn Bình thăm xã Khánh Hòa\n\
            Ngày 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, nguyên Trưởng phòng Nội vụ, thăm xã Khánh Hòa \
            theo khoản 1 Điều 8 Nghị định 30/2020/NĐ-CP.";
        let record = Pipeline::new().enrich(&Article::new(text).with_published("2024-03-14T08:00").with_id("a b"));
        let article = json_ld(&record);
        check(&article);
        assert_eq!(article["datePublished"], "2024-03-14");
        assert_eq!(article["@id"], "urn:tomtat:a%20b");
        let all: Vec<&Value> = ["about", "mentions"].iter().filter_map(|k| article[k].as_array()).flatten().collect();
        let of = |kind: &str| all.iter().find(|t| t["@type"] == kind).unwrap_or_else(|| panic!("{kind} in {article:#}"));
        assert!(of("Person")["jobTitle"].as_array().unwrap().iter().all(|t| !t.as_str().unwrap().contains("phòng")));
        assert_eq!(of("Person")["worksFor"][0]["@type"], "GovernmentOrganization");
        assert_eq!(of("Legislation")["legislationIdentifier"], "30/2020/NĐ-CP");
        assert_eq!(of("Legislation")["hasPart"][0]["name"], "khoản 1 Điều 8");
    }

    #[test]
    fn terms_of_a_vocabulary_are_defined_terms() {
        let mut record = Pipeline::new().enrich(&Article::new(""));
        let mapped = |id: &str| Mapped { tag: "a".to_owned(), id: id.to_owned(), label: "A".to_owned(), by: "label".to_owned() };
        let mapped = vec![mapped("https://tu-dien.vn/1"), mapped("T-07")];
        record.vocabulary = Some(crate::tag::vocabulary::Filing { mapped, unmapped: vec!["b".to_owned()] });
        let article = json_ld(&record);
        check(&article);
        assert_eq!(article["keywords"][0]["@id"], "https://tu-dien.vn/1");
        assert_eq!((&article["keywords"][1]["termCode"], &article["keywords"][2]), (&"T-07".into(), &"b".into()));
    }

    #[test]
    fn an_empty_record_is_still_an_article() {
        let article = json_ld(&Pipeline::new().enrich(&Article::new("")));
        check(&article);
        assert!(article.get("headline").is_none() && article.get("datePublished").is_none());
    }

    #[test]
    fn only_real_days_and_addresses_are_written() {
        let mut record = Pipeline::new().enrich(&Article::new("").with_published("2024-02-31"));
        for (url, kept) in [("https://tin.vn/a?b=1", true), ("javascript:alert(1)", false), ("https://a\" onclick=\"x", false)] {
            record.source = json!({ "url": url }).as_object().cloned();
            let article = json_ld(&record);
            assert_eq!(article.get("url").is_some(), kept, "{url}");
            assert!(article.get("datePublished").is_none());
        }
    }
}
