//! The columns of a record, derived from its JSON Schema, so that there is one description of the record and no second.
//!
//! In: [`crate::export::schema::RECORD`]. Out: [`fields`].

use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields};
use once_cell::sync::Lazy;
use serde_json::Value;

use crate::export::schema::RECORD;

/// Has no fixed form; the caller's other columns stand beside the record's.
const LEFT_OUT: &str = "source";

/// One field for every field of a record but `source`, all of them nullable: an article that could not be read has no values.
///
/// Objects are structs, arrays are lists, kinds are strings, numbers are signed (Spark knows no others), and a span is a struct
/// of `start` and `end`.
pub fn fields() -> &'static Fields {
    static FIELDS: Lazy<Fields> = Lazy::new(|| {
        let schema: Value = serde_json::from_str(RECORD).expect("the schema that ships is JSON");
        let all = Reader { definitions: &schema["$defs"] }.members(&schema);
        all.iter().filter(|f| f.name() != LEFT_OUT).map(|f| Arc::new(f.as_ref().clone().with_nullable(true))).collect()
    });
    &FIELDS
}

struct Reader<'s> {
    definitions: &'s Value,
}

impl Reader<'_> {
    fn members(&self, object: &Value) -> Fields {
        let required = object["required"].as_array().map_or(&[][..], Vec::as_slice);
        let members = object["properties"].as_object().expect("an object has properties");
        let field = |(name, schema): (&String, &Value)| {
            let (kind, nullable) = self.kind(schema);
            Field::new(name, kind, nullable || !required.iter().any(|r| r == name))
        };
        members.iter().map(field).collect()
    }

    /// The type that a schema describes, and whether null is allowed.
    fn kind(&self, schema: &Value) -> (DataType, bool) {
        if let Some(name) = schema["$ref"].as_str() {
            return self.kind(&self.definitions[name.trim_start_matches("#/$defs/")]);
        }
        if let Some([value, Value::Object(_)]) = schema["anyOf"].as_array().map(Vec::as_slice) {
            return (self.kind(value).0, true);
        }
        let (name, nullable) = match &schema["type"] {
            Value::Array(names) => (names[0].as_str(), true),
            name => (name.as_str(), false),
        };
        let kind = match name {
            Some("object") if schema["additionalProperties"] == true => DataType::Utf8,
            Some("object") => DataType::Struct(self.members(schema)),
            Some("array") if schema["maxItems"] == 2 => {
                DataType::Struct(["start", "end"].map(|side| Field::new(side, DataType::Int64, false)).into_iter().collect())
            }
            Some("array") => DataType::List(item(self.kind(&schema["items"]).0)),
            Some("integer") => DataType::Int64,
            Some("number") => DataType::Float32,
            Some("boolean") => DataType::Boolean,
            Some("string") => DataType::Utf8,
            None if schema["oneOf"].is_array() => DataType::Utf8,
            other => unreachable!("no column is made of {other:?}; a test reads the whole schema"),
        };
        (kind, nullable)
    }
}

fn item(kind: DataType) -> FieldRef {
    Arc::new(Field::new("item", kind, false))
}
