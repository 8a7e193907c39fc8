//! What the command line takes.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use tomtat::export::Offsets;
use tomtat::export::input::Fields;
use tomtat::summary::Budget;

/// Reads Vietnamese news and returns what an editor or a pipeline needs: clean text, words, the officials with their
/// positions, the units, the laws, dates, a summary, tags and topics. Everything points back into the text.
#[derive(Parser)]
#[command(name = "tomtat", version, propagate_version = true)]
#[command(
    after_help = "Exit status: 0 all read, 1 nothing could be done, 2 wrong arguments, 3 some records failed, 130 stopped by Ctrl-C."
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Write a metadata record for every article
    Enrich(Enrich),
    /// Sum up several articles of one event: what they share once, each sentence with its sources
    Digest(Digest),
    /// Split lines into words: syllables joined by `_`, punctuation apart
    Segment(Segment),
    /// List the laws and Party documents that a text cites
    Laws(Laws),
    /// Show one article to people: entities in colour, officials, laws, summary, tags
    Show(Show),
    /// Write HTML pages: each article with its record, and an index with a search
    Report(Report),
    /// Print the JSON Schema of the record
    Schema(Schema),
    /// Serve the same over HTTP: JSON, metrics, and a page to paste an article into
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Measure against gold data: mentions, topics, tags, summaries, words
    Eval(Eval),
}

impl Command {
    /// Whether it has a way of its own to take signals.
    pub fn stops_itself(&self) -> bool {
        match self {
            #[cfg(feature = "serve")]
            Self::Serve(_) => true,
            _ => false,
        }
    }
}

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tomtat enrich article.txt --format json
  tomtat enrich page.html | jq .officials
  tomtat enrich articles.jsonl -j 4 -o records.jsonl
  tomtat enrich articles.jsonl --format jsonld > articles.jsonld
  cat articles.jsonl | tomtat enrich - --offsets utf16 > records.jsonl
  tomtat enrich crawl/ articles.jsonl.zst -j 8 --errors errors.jsonl -o records.jsonl.zst --resume
  tomtat enrich articles.parquet --column text=noi_dung -o records.parquet

JSON Lines and Parquet need a field or column `text` (or `html`); `id`, `title`, `published` (YYYY-MM-DD) and `url` are used, every
other one is passed through: under `source`, from Parquet to Parquet as the column that it is, with the record's columns beside it.
A line or row that cannot be read becomes an error record with its number; in Parquet its reason stands in the column `error`.")]
pub struct Enrich {
    #[command(flatten)]
    pub input: Input,
    /// json: one indented array of records; jsonl (or record): one record a line; text: a short sheet for people;
    /// one object a line: jsonld (schema.org NewsArticle), ninjs (IPTC ninjs 2.1), displacy (for displaCy); parquet: columns, to a
    /// file [default: jsonl, parquet where the output ends in .parquet]
    #[arg(long, value_enum)]
    pub format: Option<RecordForm>,
    /// What stands before the names of the columns that are written to Parquet
    #[arg(long, value_name = "TEXT", default_value = "tomtat_")]
    pub prefix: String,
    /// What spans count: bytes of UTF-8, characters (code points) or UTF-16 units [default: bytes, for displacy chars]
    #[arg(long, value_enum)]
    pub offsets: Option<OffsetUnit>,
    /// Threads; records come out in the order of the input whatever their number
    #[arg(short = 'j', long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: u16,
    /// Write here instead of standard output, compressed where the name ends in .gz or .zst (as FILE.partial until it is complete)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Continue a run of the same input and options that was stopped or killed; its output is then as if it never had been
    #[arg(long, requires = "output")]
    pub resume: bool,
    /// Write error records to this file, one a line, instead of among the records
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// No progress and no figures at the end on standard error
    #[arg(short, long)]
    pub quiet: bool,
    /// Check every record against its text and itself; a record with problems counts as failed and the reasons go to standard error
    #[arg(long)]
    pub check: bool,
    #[command(flatten)]
    pub reading: Reading,
}

/// What is read.
#[derive(Clone, Debug, clap::Args)]
pub struct Input {
    /// Text (.txt), HTML (.html, .htm), JSON (.json), JSON Lines (.jsonl, .ndjson) or Parquet (.parquet) files, also compressed (gzip,
    /// Zstandard), or folders of them; `-` is standard input
    #[arg(default_value = "-")]
    pub files: Vec<PathBuf>,
    /// How the input is read; `auto` goes by the file's ending, on standard input by its first character
    #[arg(long = "input", value_name = "INPUT", value_enum, default_value_t = InputForm::Auto)]
    pub form: InputForm,
    /// The field of JSON or column of Parquet that holds `text`, `html`, `id`, `title`, `published` or `url`, where it has another name;
    /// for example `text=noi_dung`; may be given for each
    #[arg(long = "column", value_name = "FIELD=NAME", value_parser = renamed)]
    pub columns: Vec<(Field, String)>,
}

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tomtat digest bao-a.txt bao-b.html bao-c.txt
  tomtat digest event.jsonl --summary 150syl --json | jq '.sentences[].also'

The articles are one event's; the input is read as `enrich` reads it. The length is that of the whole digest, five sentences where
--summary is not given. An article that cannot be read is listed under `errors`, and the rest goes on.")]
pub struct Digest {
    #[command(flatten)]
    pub input: Input,
    /// The digest as a JSON object instead of text for people
    #[arg(long)]
    pub json: bool,
    /// Threads that read articles
    #[arg(short = 'j', long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: u16,
    #[command(flatten)]
    pub reading: Reading,
}

/// Options that change what is found.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Own words, one a line, `_` or blank between syllables; they win over the segmenter
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// Own names, one a line: PER, TITLE, UNIT or LOC, a tab, the name; they win over what is read
    #[arg(long, value_name = "FILE")]
    pub entries: Option<PathBuf>,
    /// Own table of people, units and documents with ids (TSV or JSON Lines); the record ties what it finds to them
    #[arg(long, value_name = "FILE")]
    pub knowledge: Option<PathBuf>,
    /// Own vocabulary: SKOS (.ttl, .nt, .rdf, .xml, .owl), or a table of label, synonyms with `|` between, id; the record says which terms its tags are
    #[arg(long, value_name = "FILE")]
    pub vocabulary: Option<PathBuf>,
    /// Own topics, one a line: code, label, description or example words, with tabs between; the record names the nearest
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    /// Directory of another neural model: config.json, model.safetensors, tokenizer.json
    #[cfg(feature = "model")]
    #[arg(long, value_name = "DIR", conflicts_with = "no_model")]
    pub model: Option<PathBuf>,
    /// Read without the neural model: several times faster, somewhat less exact
    #[cfg(feature = "model")]
    #[arg(long)]
    pub no_model: bool,
    /// Length of the summary: `2` or `2s` sentences, `50syl` syllables, `300c` characters
    #[arg(long, value_name = "LENGTH")]
    pub summary: Option<Budget>,
    /// Shorten the sentences of the summary by leaving phrases out
    #[cfg(feature = "model")]
    #[arg(long, conflicts_with = "no_model")]
    pub compress: bool,
    #[cfg(feature = "generate")]
    #[command(flatten)]
    pub generation: Generation,
    /// Most tags of a record
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub tags: usize,
    /// The text is clean: no line is taken for a menu, a button or a footer
    #[arg(long)]
    pub clean: bool,
}

/// Options of summaries that a checkpoint writes.
#[cfg(feature = "generate")]
#[derive(Debug, clap::Args)]
pub struct Generation {
    /// Directory of a T5 (ViT5) or mBART (BARTpho) checkpoint that writes the summaries: config.json, model.safetensors,
    /// tokenizer.json; a sentence with what the article does not hold is replaced by one of the article
    #[arg(long, value_name = "DIR")]
    pub generate: Option<PathBuf>,
    /// Beams of the search; 1 is greedy search
    #[arg(long, value_name = "N", default_value_t = 4, requires = "generate")]
    pub beams: usize,
    /// Most tokens that are written
    #[arg(long, value_name = "N", default_value_t = 256, requires = "generate")]
    pub generate_length: usize,
    /// What stands before the article, as the checkpoint was trained, such as `vietnews: ` [default: what its config.json says]
    #[arg(long, value_name = "TEXT", requires = "generate")]
    pub generate_prompt: Option<String>,
    /// Most tokens that are read [default: what the checkpoint says, else 1024]
    #[arg(long, value_name = "N", requires = "generate")]
    pub generate_input: Option<usize>,
}

#[derive(clap::Args)]
pub struct Segment {
    /// Text files; `-` is standard input
    #[arg(default_value = "-")]
    pub files: Vec<PathBuf>,
    /// Own words, one a line, `_` or blank between syllables
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Laws {
    /// Text or HTML files, each read as one article; `-` is standard input
    #[arg(default_value = "-")]
    pub files: Vec<PathBuf>,
    /// text: a table; json, jsonl: the laws as in the record
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

#[derive(clap::Args)]
pub struct Show {
    /// Text or HTML files, or JSON Lines; `-` is standard input
    #[arg(default_value = "-")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tomtat report page.html articles.jsonl -o report    # then open report/index.html

The pages need no server and no network; pages of the same name in the folder are written over.")]
pub struct Report {
    #[command(flatten)]
    pub input: Input,
    /// The folder to write to; it is made where it does not exist
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Threads
    #[arg(short = 'j', long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: u16,
    #[command(flatten)]
    pub reading: Reading,
}

#[cfg(feature = "serve")]
#[derive(clap::Args)]
#[command(after_help = "Examples:
  tomtat serve --listen 127.0.0.1:8080 --threads 4
  curl -H 'Content-Type: application/json' -d '{\"text\": \"Bộ Nội vụ họp.\"}' localhost:8080/v1/enrich
  curl -H 'Content-Type: text/html' --data-binary @page.html 'localhost:8080/v1/enrich?summary=50syl'

/openapi.json describes all requests; / is a page for people. Memory is bounded by places (threads and queue) and body size. The first
SIGTERM or Ctrl-C lets the requests that have begun finish, the second ends at once. No article is written anywhere.")]
pub struct Serve {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Threads that read articles [default: one a core]
    #[arg(short = 'j', long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Most bytes of a request's body
    #[arg(long, value_name = "N", default_value_t = 8 << 20)]
    pub max_bytes: usize,
    /// Most seconds of a request: for its body to come and its articles to be read
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// Most articles of a request
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub max_articles: usize,
    /// Requests that may wait while as many as there are threads are worked on; more are told to come again
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub queue: usize,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(clap::Args)]
pub struct Schema {
    /// The schema of error records instead
    #[arg(long)]
    pub error: bool,
}

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tomtat eval articles.jsonl            # exact mentions by type, main topic, tags
  tomtat eval summaries.jsonl words.txt # ROUGE; F1 of words

A line of a .jsonl file is an article with `text` (or `raw`) and any of `entities` ([{\"start\", \"end\", \"type\"}], in characters),
`topics` (codes), `tags`, `abstract` (with `title`; not where there are entities). Other files hold lines of words, syllables joined by `_`.")]
pub struct Eval {
    /// Files of gold data
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputForm {
    Auto,
    Text,
    Html,
    Jsonl,
    Parquet,
}

/// What of an article has a field or column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Field {
    Text,
    Html,
    Id,
    Title,
    Published,
    Url,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Json,
    Jsonl,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordForm {
    Json,
    #[value(alias = "record")]
    Jsonl,
    Text,
    #[value(name = "jsonld")]
    JsonLd,
    Ninjs,
    Displacy,
    Parquet,
}

impl Input {
    /// The names of the fields, as they are asked for.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        // HTML that is asked for by name is read, whether or not there is a text as well.
        if self.columns.iter().any(|(f, _)| *f == Field::Html) {
            fields.text = String::new();
        }
        for (field, name) in &self.columns {
            let place = match field {
                Field::Text => &mut fields.text,
                Field::Html => &mut fields.html,
                Field::Id => &mut fields.id,
                Field::Title => &mut fields.title,
                Field::Published => &mut fields.published,
                Field::Url => &mut fields.url,
            };
            place.clone_from(name);
        }
        fields
    }
}

impl Enrich {
    /// The form of the records: that which is asked for, or which the output's name says.
    pub fn form(&self) -> RecordForm {
        let named = || self.output.as_ref().is_some_and(|path| path.extension().is_some_and(|e| e == "parquet"));
        self.format.unwrap_or_else(|| if named() { RecordForm::Parquet } else { RecordForm::Jsonl })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[cfg_attr(feature = "serve", derive(serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum OffsetUnit {
    Bytes,
    Chars,
    Utf16,
}

impl From<OffsetUnit> for Offsets {
    fn from(unit: OffsetUnit) -> Self {
        match unit {
            OffsetUnit::Bytes => Self::Bytes,
            OffsetUnit::Chars => Self::Chars,
            OffsetUnit::Utf16 => Self::Utf16,
        }
    }
}

fn renamed(text: &str) -> Result<(Field, String), String> {
    let (field, name) = text.split_once('=').ok_or_else(|| format!("`{text}` has no `=`; write for example `text=noi_dung`"))?;
    Ok((Field::from_str(field, false).map_err(|_| format!("`{field}` is none of text, html, id, title, published, url"))?, name.to_owned()))
}
