//! Does a record contradict itself?

use rustc_hash::FxHashSet;

use super::Record;
use crate::mention::MentionKind;
use crate::official::Title;
use crate::span::Span;

impl Record {
    /// What contradicts itself or the text it was read from; empty for a sound record. Spans are taken as bytes of `text`.
    ///
    /// ```
    /// use tomtat::{Article, Pipeline};
    /// let text = "Ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, phát biểu.";
    /// let mut record = Pipeline::new().enrich(&Article::new(text));
    /// assert!(record.problems(text).is_empty());
    /// record.sentences[0].span.end += 100;
    /// assert!(!record.problems(text).is_empty());
    /// ```
    pub fn problems(&self, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        for (field, span, said) in self.spans() {
            let fits = text.get(span.start as usize..span.end as usize);
            match (fits, said) {
                (None | Some(""), _) => problems.push(format!("{field}: {span:?} is empty, cuts a character or lies outside the text")),
                (Some(there), Some(said)) if there != said && !prints(there, said) => {
                    problems.push(format!("{field}: {span:?} is `{there}`, not `{said}`"))
                }
                _ => {}
            }
        }
        self.check_order(&mut problems);
        self.check_links(&mut problems);
        self.check_units(&mut problems);
        self.check_relations(&mut problems);
        problems
    }

    /// Every span with its field and, where the record repeats it, the text that stands there.
    fn spans(&self) -> Vec<(&'static str, Span, Option<&str>)> {
        let mut all: Vec<(&'static str, Span, Option<&str>)> = Vec::new();
        all.extend(self.title.iter().filter_map(|t| t.span.map(|s| ("title", s, Some(t.text.as_str())))));
        all.extend(self.parts.iter().map(|p| ("parts", p.span, None)));
        all.extend(self.sentences.iter().map(|s| ("sentences", s.span, None)));
        all.extend(self.mentions.iter().map(|m| ("mentions", m.span, Some(m.text.as_str()))));
        for official in &self.officials {
            all.extend(official.titles.iter().map(|t| ("officials.titles", t.span, Some(t.text.as_str()))));
            let inferred = official.titles.iter().filter_map(|t| t.inferred.as_ref());
            all.extend(inferred.map(|i| ("officials.titles.inferred", i.span, None)));
            all.extend(official.mentions.iter().map(|&s| ("officials.mentions", s, None)));
        }
        all.extend(self.units.iter().flat_map(|u| &u.mentions).map(|&s| ("units.mentions", s, None)));
        all.extend(self.laws.iter().flat_map(|l| &l.mentions).map(|&s| ("laws.mentions", s, None)));
        all.extend(self.laws.iter().flat_map(|l| &l.relations).map(|r| ("laws.relations", r.span, None)));
        all.extend(self.dates.iter().map(|d| ("dates", d.span, Some(d.text.as_str()))));
        if let Some(event) = &self.event {
            all.extend(event.span.map(|s| ("event", s, None)));
            all.extend(event.places.iter().map(|p| ("event.places", p.span, Some(p.name.as_str()))));
        }
        all.extend(self.summary.sentences.iter().map(|&s| ("summary.sentences", s, None)));
        let generated = self.summary.generated.iter().flat_map(|g| &g.sentences).flat_map(|s| s.sources.iter().chain(&s.replaced_by));
        all.extend(generated.map(|&s| ("summary.generated", s, None)));
        all.extend(self.summary.pieces.iter().map(|&s| ("summary.pieces", s, None)));
        let quotes = self.summary.lead.iter().chain(&self.summary.points).chain(&self.summary.headline);
        let inserted = self.summary.inserted.iter().chain(quotes.clone().flat_map(|q| &q.inserted));
        all.extend(inserted.map(|i| ("summary.inserted", i.span, Some(i.text.as_str()))));
        all.extend(quotes.flat_map(|q| &q.spans).map(|&s| ("summary", s, None)));
        all.extend(self.tags.iter().flat_map(|t| &t.spans).map(|&s| ("tags.spans", s, None)));
        all
    }

    fn check_order(&self, problems: &mut Vec<String>) {
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                problems.push(what.to_owned());
            }
        };
        expect(self.parts.windows(2).all(|w| w[0].span.end <= w[1].span.start), "parts overlap or are out of order");
        expect(self.sentences.windows(2).all(|w| w[0].span.end <= w[1].span.start), "sentences overlap or are out of order");
        expect(self.mentions.windows(2).all(|w| w[0].span.start <= w[1].span.start), "mentions are out of order");
        expect(self.mentions.iter().all(|m| (0.0..=1.0).contains(&m.score)), "a mention's score is not between 0 and 1");
        let nested = |m: &super::MentionRecord| {
            let parent = |p: u32| self.mentions.get(p as usize);
            m.parent.is_none_or(|p| parent(p).is_some_and(|p| p.kind == MentionKind::Title && p.span.contains(m.span)))
        };
        expect(self.mentions.iter().all(nested), "a mention's parent is no title that holds it");
        expect(self.coverage.cleaned + self.coverage.read <= self.coverage.bytes, "coverage counts more bytes than there are");
        expect(self.summary.text.is_empty() == self.summary.sentences.is_empty(), "the summary's text and sentences disagree");
    }

    fn check_links(&self, problems: &mut Vec<String>) {
        let in_part = |s: Span| self.parts.get(self.parts.partition_point(|p| p.span.end <= s.start)).is_some_and(|p| p.span.overlaps(s));
        problems.extend(self.mentions.iter().filter(|m| !in_part(m.span)).map(|m| format!("mention `{}` lies in no part", m.text)));
        let blank = |field: &str, name: &str| name.trim().is_empty().then(|| format!("{field}: an empty name"));
        problems.extend(self.officials.iter().filter_map(|o| blank("officials", &o.name)));
        problems.extend(self.units.iter().filter_map(|u| blank("units", &u.name)));
        problems.extend(self.laws.iter().filter_map(|l| blank("laws", &l.id)));
        problems.extend(self.tags.iter().filter_map(|t| blank("tags", &t.label)));
        for title in self.officials.iter().flat_map(|o| &o.titles) {
            self.check_title(title, problems);
        }
        if let Some(event) = &self.event {
            let told = event.span.is_some() || event.date.is_none() && !event.places.is_empty();
            problems.extend((!told).then(|| "the event's date is told nowhere".to_owned()));
            problems.extend(event.places.iter().filter_map(|p| blank("event.places", &p.name)));
            problems.extend(event.date.as_deref().filter(|d| !is_iso(d)).map(|d| format!("event: `{d}` is no ISO date")));
        }
        let mut places: Vec<Span> = self.units.iter().flat_map(|u| u.mentions.iter().copied()).collect();
        places.sort_unstable();
        let holds_unit = |title: Span| {
            let from = places.partition_point(|p| p.start < title.start);
            places[from..].iter().take_while(|p| p.start < title.end).any(|&p| title.contains(p))
        };
        let names: FxHashSet<String> = self.units.iter().map(|u| crate::fold(&u.name)).collect();
        for title in self.officials.iter().flat_map(|o| &o.titles) {
            if let Some(unit) = title.unit.as_deref().filter(|u| !holds_unit(title.span) && !names.contains(&crate::fold(u))) {
                problems.push(format!("unit `{unit}` of title `{}` is not among the units", title.text));
            }
        }
    }
}

impl Record {
    /// What a position says beyond its words.
    fn check_title(&self, title: &Title, problems: &mut Vec<String>) {
        if let Some(since) = title.since.as_deref().filter(|s| !is_iso(s)) {
            problems.push(format!("title `{}`: `{since}` is no ISO date", title.text));
        }
        if title.place.as_deref().is_some_and(|p| p.trim().is_empty()) {
            problems.push(format!("title `{}`: an empty place", title.text));
        }
        let Some(inferred) = &title.inferred else { return };
        let said = [&inferred.unit, &inferred.place].into_iter().flatten();
        if said.clone().next().is_none() || said.clone().any(|s| s.trim().is_empty()) {
            problems.push(format!("title `{}`: nothing is inferred", title.text));
        }
    }

    fn check_units(&self, problems: &mut Vec<String>) {
        for unit in &self.units {
            let mut expect = |holds: bool, what: &str| {
                if !holds {
                    problems.push(format!("unit `{}`: {what}", unit.name));
                }
            };
            let texts = [&unit.place, &unit.province, &unit.successor, &unit.parent];
            expect(texts.iter().all(|t| t.as_deref().is_none_or(|t| !t.trim().is_empty())), "an empty place or an empty parent");
            expect(unit.parent.as_ref() != Some(&unit.name), "it is its own parent");
            expect(unit.place.is_some() || unit.province.is_none() && unit.successor.is_none(), "a province or successor of no place");
            expect(unit.place.is_none() || unit.place != unit.successor, "its place is its own successor");
            expect(!unit.mentions.is_empty(), "nowhere named");
        }
    }

    fn check_relations(&self, problems: &mut Vec<String>) {
        let ids: FxHashSet<&str> = self.laws.iter().map(|l| l.id.as_str()).collect();
        for law in &self.laws {
            let lost = law.relations.iter().filter(|r| !ids.contains(r.id.as_str()));
            problems.extend(lost.map(|r| format!("law `{}` relates to `{}`, which is not among the laws", law.id, r.id)));
            let blank = law.term.as_deref().is_some_and(|t| t.trim().is_empty());
            problems.extend(blank.then(|| format!("law `{}`: an empty term", law.id)));
        }
    }
}

/// `2024`, `2024-02`, `2024-Q1`, `2024-02-25`, or two of them.
fn is_iso(date: &str) -> bool {
    date.split('/').all(|d| {
        matches!(d.len(), 4 | 7 | 10)
            && d.starts_with(|c: char| c.is_ascii_digit())
            && d.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | 'Q'))
    })
}

/// Whether the HTML source `there` prints as `said`.
fn prints(there: &str, said: &str) -> bool {
    #[cfg(feature = "html")]
    return there.contains(['<', '&']) && crate::clean::html::printed(there) == said;
    #[cfg(not(feature = "html"))]
    return there == said;
}

#[cfg(test)]
mod tests {
    use crate::{Article, Pipeline, Record};

    #[test]
    fn a_spoilt_unit_or_relation_is_found() {
        let text = "Ngày 2/5/2018, Ban Thường vụ Tỉnh ủy Quảng Nam họp về Nghị định 11/2020/NĐ-CP thay thế Nghị định 22/2016/NĐ-CP.";
        let sound = Pipeline::new().enrich(&Article::new(text));
        assert!(sound.problems(text).is_empty() && !sound.laws[0].relations.is_empty());
        let unit = sound.units.iter().position(|u| u.parent.is_some() && u.successor.is_some()).unwrap();
        type Change<'a> = &'a dyn Fn(&mut Record);
        let spoil: [(&str, Change); 7] = [
            ("own parent", &|r| r.units[unit].parent = Some(r.units[unit].name.clone())),
            ("empty parent", &|r| r.units[unit].parent = Some(" ".to_owned())),
            ("no place", &|r| r.units[unit].place = None),
            ("own successor", &|r| r.units[unit].successor = r.units[unit].place.clone()),
            ("nowhere named", &|r| r.units[unit].mentions.clear()),
            ("not among the laws", &|r| r.laws[0].relations[0].id.push('x')),
            ("empty term", &|r| r.laws[0].term = Some(String::new())),
        ];
        for (said, change) in spoil {
            let mut record = sound.clone();
            change(&mut record);
            let problems = record.problems(text);
            assert!(problems.iter().any(|p| p.contains(said)), "{said}: {problems:?}");
        }
    }
}
