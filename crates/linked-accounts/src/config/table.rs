//! Typed access to TOML tables; whatever is wrong is noted with its place.

use std::{collections::BTreeMap, ops::Range};

use specwright_source::{Code, Diagnostic, FileId, Sources, Span};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    codes,
    suggest::{list, nearest},
};

/// A value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A string with its place.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// The string.
    pub(super) text: String,
    /// Where it stands: in the file, or in a variable.
    pub(super) span: Span,
}

/// A table, what it is called in messages, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Table<'t, 'i> {
    /// Its members.
    pub(super) members: &'t DeTable<'i>,
    /// For example `` `[projects.shop]` ``.
    pub(super) name: &'t str,
    /// Its key, or the file's first byte.
    pub(super) span: Span,
}

/// Collects what is found.
pub(super) struct Findings {
    /// The file, and variables.
    pub(super) sources: Sources,
    /// The file.
    pub(super) file: FileId,
    /// What was found.
    pub(super) found: Vec<Diagnostic>,
}

impl Findings {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(range.start), offset(range.end))
    }

    /// Notes an error with what to do about it.
    pub(super) fn error(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let error = Diagnostic::error(code, span, message).help(help);
        self.found.push(error);
    }

    /// Notes every key of `table` that is not one of `known`.
    pub(super) fn unknown_keys(&mut self, table: Table<'_, '_>, known: &[&str]) {
        for (key, _) in table.members {
            let word: &str = key.get_ref();
            if known.contains(&word) {
                continue;
            }
            let help = match nearest(word, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", list(known, "and")),
            };
            let span = self.span(key.span());
            let message = format!("{} has no key {word:?}", table.name);
            self.error(codes::UNKNOWN_KEY, span, message, help);
        }
    }

    /// Notes that `table` has no `key`.
    pub(super) fn missing(&mut self, table: Table<'_, '_>, key: &str, example: &str) {
        self.error(
            codes::MISSING_KEY,
            table.span,
            format!("{} has no `{key}`", table.name),
            format!("add for example `{key} = {example}`"),
        );
    }

    pub(super) fn string(&mut self, table: Table<'_, '_>, key: &str) -> Option<Text> {
        let value = table.members.get(key)?;
        self.text(key, "a string", value)
    }

    /// A string that must be there and not be empty.
    pub(super) fn required(
        &mut self,
        table: Table<'_, '_>,
        key: &str,
        example: &str,
    ) -> Option<Text> {
        if !table.members.contains_key(key) {
            self.missing(table, key, example);
            return None;
        }
        let found = self.string(table, key)?;
        if !found.text.is_empty() {
            return Some(found);
        }
        self.error(
            codes::INVALID_VALUE,
            found.span,
            format!("`{key}` is empty"),
            format!("write for example `{key} = {example}`"),
        );
        None
    }

    pub(super) fn boolean(&mut self, table: Table<'_, '_>, key: &str) -> Option<bool> {
        let value = table.members.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(key, "`true` or `false`", value);
        }
        found
    }

    /// A whole number of `range`.
    pub(super) fn integer(
        &mut self,
        table: Table<'_, '_>,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let value = table.members.get(key)?;
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong_type(key, "a whole number", value);
            return None;
        };
        let digits: String = number.as_str().chars().filter(|c| *c != '_').collect();
        let found = i128::from_str_radix(&digits, number.radix()).ok();
        let found = found.and_then(|found| u64::try_from(found).ok());
        if let Some(found) = found.filter(|found| range.contains(found)) {
            return Some(found);
        }
        let span = self.span(value.span());
        self.error(
            codes::INVALID_VALUE,
            span,
            format!("`{key}` is out of range"),
            format!("it goes from {} to {}", range.start(), range.end()),
        );
        None
    }

    /// A list of strings; `None` when it is not there or none.
    pub(super) fn strings(&mut self, table: Table<'_, '_>, key: &str) -> Option<Vec<Text>> {
        let value = table.members.get(key)?;
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of strings", value);
            return None;
        };
        let items = items.iter();
        Some(
            items
                .filter_map(|item| self.text(key, "a list of strings", item))
                .collect(),
        )
    }

    /// A table of strings.
    pub(super) fn string_table(
        &mut self,
        table: Table<'_, '_>,
        key: &str,
    ) -> BTreeMap<String, (Span, Text)> {
        let Some(value) = table.members.get(key) else {
            return BTreeMap::new();
        };
        let Some(members) = self.members(key, value) else {
            return BTreeMap::new();
        };
        let members = members.iter();
        members
            .filter_map(|(name, value)| {
                let text = self.text(name.get_ref(), "a string", value)?;
                let place = self.span(name.span());
                Some((name.get_ref().to_string(), (place, text)))
            })
            .collect()
    }

    pub(super) fn members<'t, 'i>(
        &mut self,
        key: &str,
        value: &'t Value<'i>,
    ) -> Option<&'t DeTable<'i>> {
        let members = value.get_ref().as_table();
        if members.is_none() {
            self.wrong_type(key, "a table", value);
        }
        members
    }

    fn text(&mut self, key: &str, expected: &str, value: &Value<'_>) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, expected, value);
            return None;
        };
        Some(Text {
            text: text.to_owned(),
            span: self.span(value.span()),
        })
    }

    fn wrong_type(&mut self, key: &str, expected: &str, value: &Value<'_>) {
        let kind = match value.get_ref().type_str() {
            "integer" => "an integer",
            "float" => "a float",
            "boolean" => "a boolean",
            "datetime" => "a date or time",
            "array" => "a list",
            "table" => "a table",
            _ => "a string",
        };
        let span = self.span(value.span());
        self.found.push(
            Diagnostic::error(
                codes::WRONG_TYPE,
                span,
                format!("`{key}` has the wrong type"),
            )
            .label(format!("this is {kind}"))
            .help(format!("`{key}` is {expected}")),
        );
    }
}
