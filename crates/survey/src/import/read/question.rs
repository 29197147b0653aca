//! Parser of a mapping's measures.

use std::collections::BTreeMap;

use data::bundle::decode::{Node, Object};

use super::Reader;
use crate::import::mapping::{Columns, Measure, Question, Scale, Unticked};
use crate::import::names::find;
use crate::import::text::{key, shown, tidy};
use crate::import::ticks::Choices;
use crate::import::tool::Tool;
use crate::{Answer, Sheet};

impl<'a> Reader<'_, 'a> {
    pub(super) fn questions(
        &mut self,
        o: &mut Object<'a>,
        shared: Option<&Scale>,
        is_long: bool,
        tool: Tool,
    ) -> Vec<Question> {
        let Some(node) = self.d.require(o, "measures") else { return Vec::new() };
        let (names, mut questions) = (self.names, Vec::<Question>::new());
        let entries = self.d.named(&node);
        if entries.is_empty() && node.fields().is_some() {
            self.report(&node, "name at least one measure that was asked");
        }
        for (id, node) in entries {
            let (share, rank) = (find(&names.shares, &id), find(&names.ranks, &id));
            if share.is_none() && rank.is_none() {
                let known = names.shares.iter().chain(&names.ranks).map(|row| row.id.as_str());
                self.d.unknown_id(&node, "measure", &id, known);
                continue;
            }
            let is_second = rank.is_some()
                && questions.iter().any(|question| matches!(question.measure, Measure::Places { .. }));
            if is_second {
                self.report(&node, "only one question can ask for a ranking");
            }
            questions.extend(self.question(node, share, rank, shared, is_long, tool));
        }
        questions
    }

    fn question(
        &mut self,
        node: Node<'a>,
        share: Option<usize>,
        rank: Option<usize>,
        shared: Option<&Scale>,
        is_long: bool,
        tool: Tool,
    ) -> Option<Question> {
        let mut o = self.d.object(node)?;
        let choices = self.ticks(&mut o, tool);
        let has_choices = choices.is_some();
        if has_choices {
            self.check_choices(&o);
        }
        let columns = self.columns(&mut o, choices, rank.is_some(), is_long);
        let (measure, scale) = match (share, rank) {
            (None, Some(rank)) => {
                let rest = self.choice(&mut o, "unranked", &["skip", "rest"]) == Some(1);
                let repeats = self.choice(&mut o, "repeated", &["skip", "count"]) == Some(1);
                let ties = self.ties(&mut o);
                (Measure::Places { rank, rest, repeats, ties }, self.place_words(&mut o))
            }
            (share, _) => (Measure::Share(share?), self.scale(&mut o, shared, has_choices)),
        };
        self.d.finish(o);
        Some(Question { measure, columns: columns?, scale })
    }

    /// Reports fields that say nothing of choices in a cell.
    fn check_choices(&mut self, o: &Object<'a>) {
        let fields = ["yes", "no", "missing", "empty", "places"];
        for field in fields.into_iter().filter(|field| o.has(field)) {
            self.report(
                &o.node(),
                &format!(
                    "`{field}` does not go with `choices`: what was ticked is yes, what was not is no, an empty cell is missing (or no, with `nothing_ticked`), and texts to leave out are listed with null"
                ),
            );
        }
    }

    /// Parses the choices of a question, if it has any.
    fn ticks(&mut self, o: &mut Object<'a>, tool: Tool) -> Option<Choices> {
        let at = o.take("separator");
        let separator = at.clone().and_then(|node| self.separator(&node));
        let Some(node) = o.take("choices") else {
            if let Some(at) = at {
                self.report(&at, "`separator` stands between `choices` of one cell, and there are none");
            }
            return None;
        };
        let mut written = BTreeMap::new();
        let rows = self.choices(&node, &self.names.challenges, "challenge", &mut written);
        let ignores_others = o.has("unlisted");
        if let Some(node) = o.take("unlisted") {
            self.report(&node, "with `choices`, `unlisted` is null: other texts belong to no challenge");
        }
        let separator = separator.unwrap_or(tool.separator());
        Some(Choices { rows, written, separator, ignores_others })
    }

    /// Parses the texts that stand for places of a ranking.
    fn place_words(&mut self, o: &mut Object<'a>) -> Scale {
        let mut scale = Scale::default();
        let Some(node) = o.take("places") else { return scale };
        for (text, node) in self.d.named(&node) {
            self.texts.push(tidy(&text));
            let place = self.d.peek::<u32>(&node).filter(|place| (1..=Sheet::LAST_PLACE / 2).contains(place));
            if place.is_none() && node.raw() != "null" {
                self.d.expected(&node, "a place from 1, or null for none");
            }
            if scale.places.insert(key(&text), place).is_some() {
                let text = shown(&text);
                self.report(&node, &format!("`{text}` is there twice, in other letters, blanks or signs"));
            }
        }
        scale
    }

    fn separator(&mut self, node: &Node<'a>) -> Option<char> {
        let text: String = self.d.scalar(node, "a sign such as \";\"")?;
        if text == " " {
            return Some(' ');
        }
        let mut signs = text.trim().chars();
        let found = signs.next().filter(|sign| !sign.is_alphanumeric() && signs.next().is_none());
        if found.is_none() {
            self.report(node, "what stands between choices is one sign that is neither letter nor digit");
        }
        found
    }

    fn columns(
        &mut self,
        o: &mut Object<'a>,
        choices: Option<Choices>,
        is_rank: bool,
        is_long: bool,
    ) -> Option<Columns> {
        let when = o.take("when");
        let whole = o.node();
        if let Some(node) = o.take("columns") {
            if o.take("column").is_some() || when.is_some() {
                self.report(&node, "`columns` stands alone, without `column` and `when`");
            }
            return Some(match choices {
                Some(choices) if is_rank => Columns::ByPlace { columns: self.places(&node), choices },
                Some(_) => {
                    self.report(&whole, "`choices` belong to `column`, one cell with all that were checked");
                    return None;
                }
                None => Columns::Each(self.each(&node)),
            });
        }
        let node = o.take("column");
        let Some(node) = node else {
            self.report(&whole, "`columns` (one a challenge) or `column` must say where the answers stand");
            return None;
        };
        let column = self.result_column(&node);
        match choices {
            Some(choices) => {
                when.into_iter()
                    .for_each(|node| self.report(&node, "`when` belongs to `long`, without `choices`"));
                Some(Columns::Ticked { column: column?, choices })
            }
            None if is_long => {
                let when = when.map(|node| self.when(node));
                Some(Columns::OfRow { column: column?, when: when.flatten() })
            }
            None => {
                self.report(&node, "one column for all challenges needs `choices` (all that were checked, in one cell), or `long` (a row for each challenge)");
                None
            }
        }
    }

    fn when(&mut self, node: Node<'a>) -> Option<(String, String)> {
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.result_column(&node));
        let is = self.d.require(&mut o, "is").and_then(|node| self.word(&node));
        self.d.finish(o);
        Some((column?, key(&is?)))
    }

    /// Parses columns, each with its challenge, or null for "None of these".
    fn each(&mut self, node: &Node<'a>) -> Vec<(String, Option<usize>)> {
        let names = self.names;
        let mut each: Vec<(String, Option<usize>)> = Vec::new();
        for (column, node) in self.d.named(node) {
            let column = tidy(&column);
            self.check_column(&node, &column);
            self.check_impersonal(&node, &column);
            if node.raw() == "null" {
                each.push((column, None));
                continue;
            }
            let Some(challenge) = self.row(&node, &names.challenges, "challenge") else { continue };
            if each.iter().any(|(_, other)| *other == Some(challenge)) {
                self.report(&node, "another column of this measure is about the same challenge");
            }
            each.push((column, Some(challenge)));
        }
        if each.iter().all(|(_, challenge)| challenge.is_none()) && node.fields().is_some() {
            self.report(node, "name at least one column, with the challenge it is about");
        }
        each
    }

    /// Parses columns, each with its place.
    fn places(&mut self, node: &Node<'a>) -> Vec<(String, u32)> {
        let mut places: Vec<(String, u32)> = Vec::new();
        for (column, node) in self.d.named(node) {
            let column = tidy(&column);
            self.check_column(&node, &column);
            self.check_impersonal(&node, &column);
            let place = self.d.peek::<u32>(&node).filter(|place| (1..=Sheet::LAST_PLACE / 2).contains(place));
            match place {
                Some(place) => places.push((column, place)),
                None => self.d.expected(&node, "a place from 1"),
            }
        }
        places
    }

    pub(super) fn shared_scale(&mut self, node: Node<'a>) -> Option<Scale> {
        let mut o = self.d.object(node)?;
        let scale = self.scale(&mut o, Some(&Scale::default()), true);
        self.d.finish(o);
        Some(scale)
    }

    /// Parses the words of a scale. A measure without words has those of the whole mapping.
    fn scale(&mut self, o: &mut Object<'a>, shared: Option<&Scale>, may_be_empty: bool) -> Scale {
        let mut scale = Scale::default();
        let lists = [("yes", Answer::Yes), ("no", Answer::No), ("missing", Answer::Missing)];
        for (name, answer) in lists {
            let Some(node) = o.take(name) else { continue };
            for entry in self.d.list(&node) {
                let Some(word) = self.word(&entry) else { continue };
                if scale.words.insert(key(&word), (word.clone(), answer)).is_some() {
                    self.report(&entry, &format!("`{}` is already said to be an answer", shown(&word)));
                }
            }
        }
        let unticked = [Unticked::No, Unticked::Missing];
        let said = self.choice(o, "nothing_ticked", &["no", "missing"]);
        scale.unticked = said.map_or(Unticked::Open, |at| unticked[at]);
        scale.empty_is_no = self.choice(o, "empty", &["missing", "no"]) == Some(1);
        let answers = [Answer::Yes, Answer::No, Answer::Missing];
        scale.unlisted = self.choice(o, "unlisted", &["yes", "no", "missing"]).map(|at| answers[at]);
        if let (true, Some(shared)) = (scale.words.is_empty(), shared) {
            let empty_is_no = scale.empty_is_no || shared.empty_is_no;
            // Where choices are in one cell, an empty one says another thing than columns without a yes.
            let is_own = said.is_some() || may_be_empty;
            let unticked = if is_own { scale.unticked } else { shared.unticked };
            let unlisted = scale.unlisted.or(shared.unlisted);
            scale = Scale { empty_is_no, unlisted, unticked, ..shared.clone() };
        }
        let says = |wanted: Answer| {
            scale.unlisted == Some(wanted) || scale.words.values().any(|(_, answer)| *answer == wanted)
        };
        if !may_be_empty && !says(Answer::Yes) {
            self.report(&o.node(), "`yes` must list the answers that count as yes, here or in `answers`");
        }
        if !may_be_empty && !says(Answer::No) && !scale.empty_is_no {
            self.report(&o.node(), "`no` must list the answers that count as no (or say \"empty\": \"no\")");
        }
        scale
    }

    /// Parses a text. Numbers and booleans of a spreadsheet need no quotation marks.
    pub(super) fn word(&mut self, node: &Node<'a>) -> Option<String> {
        let plain = node.fields().is_none() && node.entries().is_none() && node.raw() != "null";
        let text = self.d.peek::<String>(node).or_else(|| plain.then(|| node.raw().to_owned()));
        let word = text.map(|text| tidy(&text)).filter(|word| !word.is_empty());
        if word.is_none() {
            self.d.expected(node, "an answer as it stands in the export");
        }
        self.texts.extend(word.clone());
        word
    }
}
