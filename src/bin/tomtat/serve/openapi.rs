//! The description of the service for programs: OpenAPI 3.1, by hand, with the schema of the record as it is.

use axum::body::Bytes;
use serde_json::{Value, json};
use tomtat::export::schema;

use super::routes::Limits;

pub const PATH: &str = "/openapi.json";
/// All but the schemas of records.
const WRITTEN: &str = include_str!("openapi.json");

/// The description as it is sent.
pub fn description(limits: &Limits) -> Bytes {
    let mut api = whole();
    let Limits { bytes, articles, seconds, .. } = limits;
    api["info"]["version"] = env!("CARGO_PKG_VERSION").into();
    let said = format!("This service takes bodies of {bytes} bytes and {articles} articles at most, and {seconds} seconds for a request.");
    api["info"]["description"] = format!("{} {said}", api["info"]["description"].as_str().unwrap_or_default()).into();
    Bytes::from(format!("{api:#}\n"))
}

fn whole() -> Value {
    let mut api: Value = serde_json::from_str(WRITTEN).expect("a test reads it");
    for (name, text) in [("Record", schema::RECORD), ("ErrorRecord", schema::ERROR)] {
        // What a schema defines for itself stands among all schemas here.
        let mut schema: Value = serde_json::from_str(&text.replace("#/$defs/", "#/components/schemas/")).expect("a test reads it");
        let fields = schema.as_object_mut().expect("a schema is an object");
        fields.remove("$schema");
        let defined = fields.remove("$defs").unwrap_or(json!({}));
        let all = api["components"]["schemas"].as_object_mut().expect("a test reads it");
        all.extend(defined.as_object().expect("definitions by name").clone());
        all.insert(name.to_owned(), schema);
    }
    api
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::serve::routes::table;

    #[test]
    fn it_describes_what_there_is() {
        let api = whole();
        let described: BTreeSet<&str> = api["paths"].as_object().unwrap().keys().map(String::as_str).collect();
        let there: BTreeSet<&str> = table().iter().map(|(path, _)| *path).chain([PATH]).collect();
        assert_eq!(described, there);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let api = whole();
        let mut found = 0;
        references(&api, &mut |to| {
            found += 1;
            assert!(api.pointer(to.strip_prefix('#').unwrap()).is_some(), "{to}");
        });
        assert!(found > 30, "{found}");
    }

    fn references(value: &Value, tell: &mut impl FnMut(&str)) {
        match value {
            Value::Object(fields) => {
                fields.get("$ref").and_then(Value::as_str).into_iter().for_each(&mut *tell);
                fields.values().for_each(|v| references(v, tell));
            }
            Value::Array(values) => values.iter().for_each(|v| references(v, tell)),
            _ => {}
        }
    }
}
