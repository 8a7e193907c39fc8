//! The user's own knowledge: tables of people, units and documents with ids, and the links from a record to them.
//!
//! In: a table (TSV or JSON Lines) or a resolver of the user's, and what the article names. Out: [`Link`]s.
//!
//! ```
//! use tomtat::knowledge::{Candidate, Entity, Knowledge, Resolve};
//! let table = "unit\tQ-01\tBộ Nội vụ\tBNV\nperson\tP-7\tTrần Văn Bình\t\tChủ tịch UBND huyện Yên Mô\n";
//! let knowledge = Knowledge::parse("own.tsv", table).unwrap();
//! let name = ["bộ Nội vụ"];
//! let link = knowledge.resolve(&Candidate { kind: Entity::Unit, names: &name, context: &[], published: None }).unwrap();
//! assert_eq!((link.id.as_str(), link.reason.as_str()), ("Q-01", "name"));
//! ```

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::table::{self, Table};
use crate::text::fold::fold;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Entity {
    /// A person.
    Person,
    /// An organisation.
    Unit,
    /// A law or Party document.
    Law,
}

/// What an article says of one person, unit or document.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// What it is.
    pub kind: Entity,
    /// Its names, the canonical one first; for documents also number and id.
    pub names: &'a [&'a str],
    /// What stands with it: titles and units of a person.
    pub context: &'a [&'a str],
    /// Day of publication, ISO.
    pub published: Option<&'a str>,
}

/// A tie from the record to an entry of the user's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link {
    /// The user's id.
    pub id: String,
    /// Why: `name`, `alias`, or a resolver's own word; `+context` where titles decided between namesakes.
    pub reason: String,
    /// Between 0 and 1.
    pub score: f32,
}

/// A link in a record: which official, unit or law it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EntityLink {
    /// What is linked.
    pub kind: Entity,
    /// Index into `officials`, `units` or `laws`.
    pub index: u32,
    /// Where to.
    #[serde(flatten)]
    pub link: Link,
}

/// Finds the entry that a candidate is. Implemented by [`Knowledge`]; bring your own for a database.
pub trait Resolve: Send + Sync + std::fmt::Debug {
    /// The entry, or none where there is none or it cannot be told apart from another.
    fn resolve(&self, candidate: &Candidate) -> Option<Link>;
}

#[derive(Debug, Deserialize)]
struct Entry {
    kind: Entity,
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
}

/// A table of the user's, held in memory.
#[derive(Debug, Default)]
pub struct Knowledge {
    entries: Vec<Entry>,
    /// Folded name or alias → entry, and whether it is its main name.
    names: FxHashMap<(Entity, String), Vec<(usize, bool)>>,
}

impl Knowledge {
    /// Reads a table from a file; see [`Knowledge::parse`].
    ///
    /// # Errors
    /// Where the file cannot be read or a line does not fit the form.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        table::open(path.as_ref(), Self::parse)
    }

    /// Reads a table. A line is a JSON object (`kind`, `id`, `name`, `aliases`, `context`) or five columns with tabs between: kind
    /// (`person`, `unit`, `law`), id, name, aliases, context; the last two may be missing and hold several values with `|` between.
    /// Blank lines and lines that begin with `#` count for nothing. `origin` names the table in errors.
    ///
    /// # Errors
    /// Names the first line that does not fit.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let mut knowledge = Self::default();
        Table { name: origin, comment: "#" }.each(text.lines(), |line| {
            let entry = if line.starts_with('{') { serde_json::from_str(line).map_err(|e| e.to_string()) } else { columns(line) };
            knowledge.add(entry?);
            Ok(())
        })?;
        Ok(knowledge)
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add(&mut self, entry: Entry) {
        let index = self.entries.len();
        let all = std::iter::once((&entry.name, true)).chain(entry.aliases.iter().map(|a| (a, false)));
        for (name, main) in all {
            self.names.entry((entry.kind, fold(name))).or_default().push((index, main));
        }
        self.entries.push(entry);
    }

    /// How many of the candidate's titles and units the entry shares.
    fn shared(&self, entry: usize, candidate: &Candidate) -> usize {
        let said: Vec<String> = candidate.context.iter().map(|c| fold(c)).collect();
        let known = self.entries[entry].context.iter().map(|c| fold(c));
        known.filter(|k| said.iter().any(|s| s == k || s.contains(k.as_str()) || k.contains(s.as_str()))).count()
    }
}

fn columns(line: &str) -> Result<Entry, String> {
    let mut fields = line.split('\t').map(str::trim);
    let kind = match fields.next().unwrap_or_default() {
        "person" => Entity::Person,
        "unit" => Entity::Unit,
        "law" => Entity::Law,
        other => return Err(format!("`{other}` is no kind; the first column is `person`, `unit` or `law`, with tabs between columns")),
    };
    let mut needed = |what: &str| fields.next().filter(|f| !f.is_empty()).map(str::to_owned).ok_or(format!("the {what} is missing"));
    let (id, name) = (needed("id (second column)")?, needed("name (third column)")?);
    let mut several = || fields.next().unwrap_or_default().split('|').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    Ok(Entry { kind, id, name, aliases: several(), context: several() })
}

impl Resolve for Knowledge {
    fn resolve(&self, candidate: &Candidate) -> Option<Link> {
        let found = candidate.names.iter().find_map(|n| self.names.get(&(candidate.kind, fold(n))))?;
        let (entry, main, decided) = match found.as_slice() {
            &[(entry, main)] => (entry, main, false),
            several => {
                // Namesakes: only titles or units that one of them alone shares tell them apart.
                let best = several.iter().max_by_key(|(e, _)| self.shared(*e, candidate))?;
                let most = self.shared(best.0, candidate);
                let rivals = several.iter().filter(|(e, _)| *e != best.0 && self.shared(*e, candidate) == most).count();
                if most == 0 || rivals > 0 {
                    return None;
                }
                (best.0, best.1, true)
            }
        };
        let reason = format!("{}{}", if main { "name" } else { "alias" }, if decided { "+context" } else { "" });
        let score = if main { 1.0 } else { 0.9 } * if decided { 0.9 } else { 1.0 };
        Some(Link { id: self.entries[entry].id.clone(), reason, score })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# own\nperson\tP1\tTrần Văn Bình\tBình Yên Mô\tChủ tịch UBND huyện Yên Mô\n\
        {\"kind\": \"person\", \"id\": \"P2\", \"name\": \"Trần Văn Bình\", \"context\": [\"Sở Y tế Huế\"]}\n\nlaw\tL1\tLuật Đất đai\t45/2013/QH13\n";

    fn link(kind: Entity, name: &str, context: &[&str]) -> Option<(String, String)> {
        let knowledge = Knowledge::parse("t", TABLE).unwrap();
        knowledge.resolve(&Candidate { kind, names: &[name], context, published: None }).map(|l| (l.id, l.reason))
    }

    #[test]
    fn names_aliases_and_namesakes() {
        let some = |id: &str, reason: &str| Some((id.to_owned(), reason.to_owned()));
        assert_eq!(link(Entity::Law, "45/2013/QH13", &[]), some("L1", "alias"));
        assert_eq!(link(Entity::Person, "Trần Văn Bình", &["Giám đốc Sở Y tế Huế"]), some("P2", "name+context"));
        assert_eq!(link(Entity::Person, "Trần Văn Bình", &[]), None);
        assert_eq!(link(Entity::Person, "Bình Yên Mô", &[]), some("P1", "alias"));
        assert_eq!(link(Entity::Unit, "Luật Đất đai", &[]), None);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (table, said) in [("person\tP1", "name"), ("\n\nfoo\tx\ty", "line 3"), ("{\"kind\": \"unit\"}", "id")] {
            let message = Knowledge::parse("own.tsv", table).unwrap_err().to_string();
            assert!(message.contains("own.tsv") && message.contains(said), "{message}");
        }
    }
}
