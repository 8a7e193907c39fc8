//! Vocabularies in SKOS, as Turtle and as RDF/XML.
//!
//! In: the text of a file. Out: [`Vocabulary`]. `skos:prefLabel`, `altLabel`, `hiddenLabel` and `notation` are read, in any language; the
//! label that records show is the Vietnamese one, else the one without a language, else the first. Deprecated concepts are left out.

use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;
use rustc_hash::FxHashMap;

use super::vocabulary::Vocabulary;
use crate::{Error, Result};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
/// Relative addresses need something to be relative to.
const BASE: &str = "urn:tomtat:vocabulary";

/// What is known of a concept while its triples come in.
#[derive(Default)]
struct Concept {
    id: String,
    label: Option<(u8, String)>,
    synonyms: Vec<String>,
    deprecated: bool,
}

#[derive(Default)]
struct Concepts {
    list: Vec<Concept>,
    known: FxHashMap<String, usize>,
}

impl Concepts {
    fn take(&mut self, subject: &str, predicate: &str, value: &str, language: Option<&str>) {
        let what = predicate.strip_prefix(SKOS);
        if !matches!(what, Some("prefLabel" | "altLabel" | "hiddenLabel" | "notation")) && predicate != DEPRECATED {
            return;
        }
        let next = self.list.len();
        let at = *self.known.entry(subject.to_owned()).or_insert(next);
        if at == next {
            self.list.push(Concept { id: subject.to_owned(), ..Concept::default() });
        }
        let concept = &mut self.list[at];
        match what {
            Some("prefLabel") => {
                let rank = match language {
                    Some(l) if l == "vi" || l.starts_with("vi-") => 0,
                    None => 1,
                    Some(_) => 2,
                };
                if concept.label.as_ref().is_none_or(|l| rank < l.0) {
                    let old = concept.label.replace((rank, value.to_owned()));
                    concept.synonyms.extend(old.map(|l| l.1));
                } else {
                    concept.synonyms.push(value.to_owned());
                }
            }
            Some(_) => concept.synonyms.push(value.to_owned()),
            None => concept.deprecated = value == "true" || value == "1",
        }
    }

    fn finish(self, origin: &str) -> Result<Vocabulary> {
        let mut vocabulary = Vocabulary::default();
        for concept in self.list.into_iter().filter(|c| !c.deprecated) {
            let Some((_, label)) = concept.label else { continue };
            vocabulary.add(concept.id, &label, concept.synonyms.iter().map(String::as_str));
        }
        if vocabulary.is_empty() {
            return Err(wrong(origin, "it holds no concept with a skos:prefLabel"));
        }
        Ok(vocabulary)
    }
}

fn wrong(origin: &str, reason: impl ToString) -> Error {
    Error::Vocabulary { name: origin.to_owned(), reason: format!("not a SKOS vocabulary: {}", reason.to_string()) }
}

/// Subject, predicate and literal of a triple of either parser.
macro_rules! collect {
    ($origin:expr, $triples:expr) => {{
        let mut concepts = Concepts::default();
        for triple in $triples {
            let triple = triple.map_err(|e| wrong($origin, e))?;
            // Brackets around addresses are how they are written, not part of them.
            let subject = triple.subject.to_string();
            let subject = subject.trim_start_matches('<').trim_end_matches('>');
            if let oxrdf::Term::Literal(literal) = &triple.object {
                concepts.take(subject, triple.predicate.as_str(), literal.value(), literal.language());
            }
        }
        concepts.finish($origin)
    }};
}

/// Reads Turtle (or N-Triples, which is Turtle).
pub(super) fn turtle(origin: &str, text: &str) -> Result<Vocabulary> {
    let parser = TurtleParser::new().with_base_iri(BASE).map_err(|e| wrong(origin, e))?;
    collect!(origin, parser.for_slice(text))
}

/// Reads RDF/XML.
pub(super) fn rdf_xml(origin: &str, text: &str) -> Result<Vocabulary> {
    let parser = RdfXmlParser::new().with_base_iri(BASE).map_err(|e| wrong(origin, e))?;
    collect!(origin, parser.for_slice(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::{Tag, TagKind};

    const TURTLE: &str = r#"
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix t: <https://tu-dien.vn/> .
        t:1 a skos:Concept ; skos:prefLabel "militia"@en, "dân quân"@vi ; skos:altLabel "dân quân tự vệ"@vi ; skos:notation "07" .
        t:2 a skos:Concept ; skos:prefLabel "đất đai" ; skos:broader t:1 .
        t:3 a skos:Concept ; skos:prefLabel "cũ"@vi ; owl:deprecated true .
    "#;
    const XML: &str = r#"<?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
          <skos:Concept rdf:about="https://tu-dien.vn/1"><skos:prefLabel xml:lang="vi">dân quân</skos:prefLabel>
            <skos:altLabel xml:lang="vi">dân quân tự vệ</skos:altLabel></skos:Concept>
          <skos:Concept rdf:about="https://tu-dien.vn/2"><skos:prefLabel>đất đai</skos:prefLabel></skos:Concept>
        </rdf:RDF>"#;

    #[test]
    fn both_forms_give_the_same_terms() {
        for vocabulary in [turtle("t.ttl", TURTLE).unwrap(), rdf_xml("t.rdf", XML).unwrap()] {
            assert_eq!(vocabulary.len(), 2);
            let mut record = crate::Pipeline::new().enrich(&crate::Article::new(""));
            let tag =
                |label: &str| Tag { label: label.to_owned(), slug: String::new(), kind: TagKind::Keyphrase, score: 1.0, spans: Vec::new() };
            record.tags = vec![tag("Dân quân tự vệ"), tag("đất đai"), tag("cũ")];
            let filing = vocabulary.file(&record);
            let mapped: Vec<_> = filing.mapped.iter().map(|m| (m.id.as_str(), m.label.as_str(), m.by.as_str())).collect();
            assert_eq!(mapped, [("https://tu-dien.vn/1", "dân quân", "synonym"), ("https://tu-dien.vn/2", "đất đai", "label")]);
            assert_eq!(filing.unmapped, ["cũ"]);
        }
    }

    #[test]
    fn what_is_no_vocabulary_is_said() {
        for (made, said) in [(turtle("a.ttl", "<a"), "a.ttl"), (turtle("a.ttl", ""), "prefLabel"), (rdf_xml("b.rdf", "<x>"), "b.rdf")] {
            let message = made.unwrap_err().to_string();
            assert!(message.contains(said), "{message}");
        }
    }
}
