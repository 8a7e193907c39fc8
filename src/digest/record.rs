//! The digest as it is written: owned, serialisable, its own schema number.

use super::cluster::{Candidate, Cluster};
use super::{Reading, figures, shared};
use crate::law::Provision;
use crate::record::Failure;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Version of the digest's form.
pub const SCHEMA: u32 = 1;

/// Several articles of one event as one summary. Spans count bytes of the article they stand in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The articles in the order of the input.
    pub articles: Vec<DigestArticle>,
    /// The sentences, joined by a blank.
    pub text: String,
    /// The sentences in an order that reads well, each said once.
    pub sentences: Vec<Statement>,
    /// Where articles give other figures for the same thing.
    pub differences: Vec<Difference>,
    /// Persons, those that most articles name first.
    pub officials: Vec<DigestOfficial>,
    /// Organisations, likewise.
    pub units: Vec<DigestUnit>,
    /// Cited documents, likewise.
    pub laws: Vec<DigestLaw>,
    /// Dates whose year is known, by day.
    pub dates: Vec<DigestDate>,
    /// What read the articles; none without an article.
    pub model: Option<String>,
    /// Articles that could not be read.
    #[serde(default)]
    pub errors: Vec<Failure>,
}

/// An article of the digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestArticle {
    /// The caller's identifier.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Day of publication, ISO.
    pub published: Option<String>,
}

/// A place in one of the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Index into [`Digest::articles`].
    pub article: u32,
    /// The identifier of that article.
    pub id: Option<String>,
    /// Where in it.
    pub span: Span,
}

/// A sentence of the digest with its sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// As printed, runs of blanks as one.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The sentences of other articles that say the same.
    pub also: Vec<Place>,
}

/// Other figures for the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What is counted: the words behind the figure.
    pub of: String,
    /// The figures with the sentences that give them.
    pub figures: Vec<Figure>,
}

/// A figure with the sentence that gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// As printed.
    pub figure: String,
    /// The sentences, one an article.
    pub articles: Vec<Place>,
}

/// Where one article names something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentioned {
    /// Index into [`Digest::articles`].
    pub article: u32,
    /// The identifier of that article.
    pub id: Option<String>,
    /// Where in it.
    pub spans: Vec<Span>,
}

/// A person over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestOfficial {
    /// The longest form of the name.
    pub name: String,
    /// The positions that the articles give, each once, as printed.
    pub titles: Vec<String>,
    /// Who names the person.
    pub articles: Vec<Mentioned>,
}

/// An organisation over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestUnit {
    /// Full name.
    pub name: String,
    /// The short form that an article uses.
    pub abbreviation: Option<String>,
    /// As in [`crate::unit::Unit::kind`].
    pub kind: Option<String>,
    /// Who names it.
    pub articles: Vec<Mentioned>,
}

/// A cited document over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestLaw {
    /// As in [`crate::law::Law::id`].
    pub id: String,
    /// Lower-case type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Number in its normal form.
    pub number: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Year.
    pub year: Option<String>,
    /// Cited places of all articles, each once.
    pub provisions: Vec<Provision>,
    /// Who cites it.
    pub articles: Vec<Mentioned>,
}

/// A date over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestDate {
    /// ISO 8601, as in [`crate::date::DateRef::iso`].
    pub iso: String,
    /// Who names it.
    pub articles: Vec<Mentioned>,
}

/// The digest of what was chosen: each a candidate with those that say the same.
pub(super) fn written<'c>(readings: &[Reading], cluster: &Cluster, statements: impl Iterator<Item = (usize, &'c [usize])>) -> Digest {
    let place = |c: &Candidate| {
        let reading = cluster.articles[c.article].reading;
        Place { article: reading as u32, id: readings[reading].record.id.clone(), span: c.span }
    };
    let mut digest = Digest { schema: SCHEMA, ..Digest::default() };
    let mut figures = figures::Differences::default();
    for (i, others) in statements {
        let said = &cluster.candidates[i];
        let also = others.iter().map(|&j| place(&cluster.candidates[j])).collect();
        figures.compare(cluster, i, others);
        digest.sentences.push(Statement { text: said.text.clone(), place: place(said), also });
    }
    digest.differences = figures.written(|i| place(&cluster.candidates[i]));
    digest.text = digest.sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
    digest.articles = readings.iter().map(article).collect();
    digest.model = readings.first().map(|r| r.record.model.clone());
    digest.officials = shared::officials(readings);
    digest.units = shared::units(readings);
    digest.laws = shared::laws(readings);
    digest.dates = shared::dates(readings);
    digest
}

fn article(reading: &Reading) -> DigestArticle {
    let record = reading.record;
    DigestArticle { id: record.id.clone(), title: record.title.as_ref().map(|t| t.text.clone()), published: record.published.clone() }
}
