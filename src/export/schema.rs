//! JSON Schemas (draft 2020-12) of what `tomtat enrich` writes, as text to be handed to a validator.
//!
//! In: nothing. Out: [`RECORD`] and [`ERROR`]. The files are derived from the types, doc comments included, and a test tells when they
//! have fallen behind. Fields that they do not name are allowed, so that a record of a later version still validates.
//!
//! ```
//! let schema: serde_json::Value = serde_json::from_str(tomtat::export::schema::RECORD).unwrap();
//! assert_eq!(schema["properties"]["summary"]["$ref"], "#/$defs/Summary");
//! ```

/// The schema of [`crate::Record`].
pub const RECORD: &str = include_str!("../../schema/record-1.json");
/// The schema of [`crate::record::ErrorRecord`].
pub const ERROR: &str = include_str!("../../schema/error-1.json");

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;

    use super::*;

    /// The schema that the types have now.
    fn derived<T: JsonSchema>() -> String {
        let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    #[test]
    fn the_committed_schemas_follow_the_types() {
        let all = [("record-1.json", RECORD, derived::<crate::Record>()), ("error-1.json", ERROR, derived::<crate::record::ErrorRecord>())];
        for (name, committed, now) in all {
            if committed != now && std::env::var("INSTA_UPDATE").is_ok_and(|u| u == "always") {
                std::fs::write(format!("{}/schema/{name}", env!("CARGO_MANIFEST_DIR")), now).unwrap();
            } else {
                assert!(
                    committed == now,
                    "schema/{name} is behind the types; run the tests with INSTA_UPDATE=always and look at the difference"
                );
            }
        }
    }
}
