//! The user's own controlled vocabulary, and which of its terms the tags of a record are.
//!
//! In: a vocabulary (TSV, or SKOS as Turtle or RDF/XML) and a [`Record`]. Out: [`Filing`]: the terms, and the tags that have none.
//!
//! ```
//! use tomtat::{Article, Pipeline, tag::vocabulary::Vocabulary};
//! let table = "Lực lượng dân quân\tdân quân tự vệ|tự vệ\tT-07\n";
//! let pipeline = Pipeline::builder().vocabulary(Vocabulary::parse("own.tsv", table).unwrap()).build();
//! let text = "Yên Mô huấn luyện dân quân tự vệ\nHuyện Yên Mô huấn luyện 300 dân quân tự vệ. Các dân quân tự vệ giúp dân.";
//! let filing = pipeline.enrich(&Article::new(text)).vocabulary.unwrap();
//! assert!(filing.mapped.iter().any(|m| m.id == "T-07" && m.by == "synonym"), "{filing:?}");
//! ```

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Tag, TagKind, slug};
#[cfg(not(feature = "skos"))]
use crate::Error;
use crate::Result;
use crate::record::Record;
use crate::table::{self, Table};
use crate::text::fold::fold;

/// What a record is filed under in the user's vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Filing {
    /// Tags with their terms, in the order of the tags.
    pub mapped: Vec<Mapped>,
    /// Labels of the tags that no term fits.
    pub unmapped: Vec<String>,
}

/// A tag and its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mapped {
    /// Label of the tag.
    pub tag: String,
    /// The term's id, for SKOS its IRI.
    pub id: String,
    /// The term's label.
    pub label: String,
    /// What fitted: `label`, `synonym`, `spelling` (the same but for marks and punctuation), `part` (the term is most of the tag).
    pub by: String,
}

#[derive(Clone, Debug)]
struct Term {
    id: String,
    label: String,
}

/// Which term a name is of; several terms of one name cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Label(u32),
    Synonym(u32),
    Several,
}

/// A controlled vocabulary in memory.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    terms: Vec<Term>,
    /// Folded names.
    names: FxHashMap<String, Owner>,
    /// Names without marks.
    slugs: FxHashMap<String, Owner>,
}

impl Vocabulary {
    /// Reads a vocabulary from a file: `.ttl` and `.nt` as Turtle, `.rdf`, `.xml` and `.owl` as RDF/XML (both need the feature `skos`),
    /// anything else as a table; see [`Vocabulary::parse`].
    ///
    /// # Errors
    /// Where the file cannot be read or does not fit its form.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let form: fn(&str, &str) -> Result<Self> = match path.extension().and_then(|e| e.to_str()) {
            #[cfg(feature = "skos")]
            Some("ttl" | "nt") => super::skos::turtle,
            #[cfg(feature = "skos")]
            Some("rdf" | "xml" | "owl") => super::skos::rdf_xml,
            #[cfg(not(feature = "skos"))]
            Some("ttl" | "nt" | "rdf" | "xml" | "owl") => |name, _| {
                Err(Error::Vocabulary { name: name.to_owned(), reason: "SKOS needs the feature `skos`; give a table instead".to_owned() })
            },
            _ => Self::parse,
        };
        table::open(path, form)
    }

    /// Reads a table of three columns with tabs between: label, synonyms with `|` between, id. Synonyms may be empty, and the id may be
    /// missing: then it is the label's slug. Blank lines and lines that begin with `#` count for nothing; `origin` names the table in errors.
    ///
    /// # Errors
    /// Names the first line that has no label.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let mut vocabulary = Self::default();
        Table { name: origin, comment: "#" }.each(text.lines(), |line| {
            let mut columns = line.split('\t').map(str::trim);
            let label = columns.next().unwrap_or_default();
            if label.is_empty() {
                return Err("the label (first column) is missing; a line is label, synonyms, id with tabs between".to_owned());
            }
            let synonyms = columns.next().unwrap_or_default().split('|');
            let id = columns.next().filter(|id| !id.is_empty()).map_or_else(|| slug(label), str::to_owned);
            vocabulary.add(id, label, synonyms);
            Ok(())
        })?;
        Ok(vocabulary)
    }

    /// Number of terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    pub(super) fn add<'a>(&mut self, id: String, label: &str, synonyms: impl Iterator<Item = &'a str>) {
        let term = self.terms.len() as u32;
        self.terms.push(Term { id, label: label.to_owned() });
        self.name(label, Owner::Label(term));
        synonyms.map(str::trim).filter(|s| !s.is_empty()).for_each(|s| self.name(s, Owner::Synonym(term)));
    }

    fn name(&mut self, name: &str, owner: Owner) {
        own(&mut self.names, key(name), owner);
        own(&mut self.slugs, slug(name), owner);
    }

    /// The terms of the tags of a record.
    pub fn file(&self, record: &Record) -> Filing {
        let mut filing = Filing::default();
        for tag in &record.tags {
            match self.term(record, tag) {
                Some((term, by)) => {
                    let Term { id, label } = self.terms[term as usize].clone();
                    filing.mapped.push(Mapped { tag: tag.label.clone(), id, label, by: by.to_owned() });
                }
                None => filing.unmapped.push(tag.label.clone()),
            }
        }
        filing
    }

    fn term(&self, record: &Record, tag: &Tag) -> Option<(u32, &'static str)> {
        let names = names(record, tag);
        let exact = names.iter().find_map(|n| match self.names.get(&key(n))? {
            Owner::Label(term) => Some((*term, "label")),
            Owner::Synonym(term) => Some((*term, "synonym")),
            Owner::Several => None,
        });
        let spelt = || names.iter().find_map(|n| Some((self.slugs.get(&slug(n))?.term()?, "spelling")));
        exact.or_else(spelt).or_else(|| self.part(&tag.label))
    }

    /// The longest term that makes up at least half the syllables of the label, and more than one.
    fn part(&self, label: &str) -> Option<(u32, &'static str)> {
        let label = key(label);
        let syllables: Vec<&str> = label.split(' ').take(16).collect();
        let least = syllables.len().div_ceil(2).max(2);
        for length in (least..syllables.len()).rev() {
            for window in syllables.windows(length) {
                if let Some(term) = self.names.get(&window.join(" ")).and_then(|o| o.term()) {
                    return Some((term, "part"));
                }
            }
        }
        None
    }
}

impl Owner {
    fn term(self) -> Option<u32> {
        match self {
            Self::Label(term) | Self::Synonym(term) => Some(term),
            Self::Several => None,
        }
    }
}

/// A label wins over a synonym; two labels, or two synonyms, of one name are told apart by nobody.
fn own(names: &mut FxHashMap<String, Owner>, name: String, owner: Owner) {
    if name.is_empty() {
        return;
    }
    names
        .entry(name)
        .and_modify(|old| {
            *old = match (*old, owner) {
                (a, b) if a.term() == b.term() && a.term().is_some() => a,
                (a @ Owner::Label(_), Owner::Synonym(_)) => a,
                (Owner::Synonym(_) | Owner::Several, b @ Owner::Label(_)) => b,
                _ => Owner::Several,
            }
        })
        .or_insert(owner);
}

/// The form in which names are compared: folded, without marks around words.
fn key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| c.is_whitespace() || "\"“”‘’«»(),;:".contains(c)).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The names of what a tag names, its label first.
fn names<'r>(record: &'r Record, tag: &'r Tag) -> Vec<&'r str> {
    let here = |spans: &[crate::Span]| spans.iter().any(|s| tag.spans.contains(s));
    let mut names = vec![tag.label.as_str()];
    match tag.kind {
        TagKind::Person => names.extend(record.officials.iter().filter(|o| here(&o.mentions)).map(|o| o.name.as_str())),
        TagKind::Unit => {
            let units = record.units.iter().filter(|u| here(&u.mentions));
            names.extend(units.flat_map(|u| std::iter::once(u.name.as_str()).chain(u.abbreviation.as_deref())));
        }
        TagKind::Law => {
            let laws = record.laws.iter().filter(|l| here(&l.mentions));
            names.extend(laws.flat_map(|l| [l.name.as_deref(), l.number.as_deref(), Some(l.id.as_str())].into_iter().flatten()));
        }
        TagKind::Place | TagKind::Keyphrase => {}
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    const TABLE: &str = "# own\nAn ninh mạng\tan toàn thông tin|bảo mật mạng\tA1\nBộ Nội vụ\tBNV\tU1\n\nĐất đai\t\t\nHoà giải\n\
        Luật Đất đai\t45/2013/QH13\tL1\nQuản lý đất\tđất đai\tX\n";

    fn tag(label: &str, kind: TagKind) -> Tag {
        Tag { label: label.to_owned(), slug: slug(label), kind, score: 1.0, spans: vec![Span::new(0, 3)] }
    }

    #[test]
    fn tags_find_their_terms() {
        let vocabulary = Vocabulary::parse("own.tsv", TABLE).unwrap();
        assert_eq!(vocabulary.len(), 6);
        let mut record = crate::Pipeline::new().enrich(&crate::Article::new(""));
        record.units =
            vec![crate::unit::Unit { name: "Bộ Nội vụ".to_owned(), mentions: vec![Span::new(0, 3)], ..Default::default() }];
        let table = [
            ("an ninh mạng", TagKind::Keyphrase, Some(("A1", "label"))),
            ("bảo mật mạng", TagKind::Keyphrase, Some(("A1", "synonym"))),
            ("hòa giải", TagKind::Keyphrase, Some(("hoa-giai", "label"))),
            ("an toàn thông tin mạng", TagKind::Keyphrase, Some(("A1", "part"))),
            ("“Đất đai”", TagKind::Keyphrase, Some(("dat-dai", "label"))),
            ("AN-NINH MẠNG", TagKind::Keyphrase, Some(("A1", "spelling"))),
            ("bộ này", TagKind::Unit, Some(("U1", "label"))),
            ("sửa đổi Luật Đất đai", TagKind::Law, Some(("L1", "part"))),
            ("kinh tế biển", TagKind::Keyphrase, None),
            ("mạng", TagKind::Keyphrase, None),
        ];
        for (label, kind, expected) in table {
            record.tags = vec![tag(label, kind)];
            let filing = vocabulary.file(&record);
            assert_eq!(filing.mapped.first().map(|m| (m.id.as_str(), m.by.as_str())), expected, "{label}");
            assert_eq!(filing.unmapped.len(), usize::from(expected.is_none()));
        }
    }

    #[test]
    fn a_name_of_two_terms_is_nobodys() {
        let vocabulary = Vocabulary::parse("t", "Một\tchung chung\t1\nHai\tchung chung\t2\n").unwrap();
        let mut record = crate::Pipeline::new().enrich(&crate::Article::new(""));
        record.tags = vec![tag("chung chung", TagKind::Keyphrase)];
        assert_eq!(vocabulary.file(&record).unmapped, ["chung chung"]);
    }

    #[test]
    fn a_line_without_a_label_is_named() {
        let message = Vocabulary::parse("own.tsv", "Một\n\n\tx\ty\n").unwrap_err().to_string();
        assert!(message.contains("own.tsv, line 3"), "{message}");
    }
}
