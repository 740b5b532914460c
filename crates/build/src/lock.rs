//! `names.lock`: the names that were given once, so that they stay when the
//! document grows a clash.

use specwright_emit::root::MARK;
use specwright_ir::{Names, Role};
use toml::de::DeTable;

/// The roles by the tables of the file.
const TABLES: &[(&str, Role)] = &[
    ("types", Role::Type),
    ("fields", Role::Field),
    ("variants", Role::Variant),
    ("methods", Role::Method),
    ("operations", Role::Operation),
    ("parameters", Role::Parameter),
];

/// Reads the text of a lock file.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub(crate) fn read(text: &str) -> Result<Names, String> {
    let root = DeTable::parse(text).map_err(|error| {
        let message = error.message().trim().replace('\n', "; ");
        format!("it is not valid TOML: {message}")
    })?;
    let mut names = Names::default();
    for (table, value) in root.get_ref() {
        let table = table.get_ref();
        let known = TABLES.iter().find(|(name, _)| *name == *table);
        let Some((_, role)) = known else {
            return Err(format!("it has a table `{table}`, which is none of ours"));
        };
        let Some(entries) = value.get_ref().as_table() else {
            return Err(format!("`{table}` is no table"));
        };
        for (place, name) in entries {
            let name = name.get_ref().as_str();
            match name.filter(|name| specwright_ir::TypeIdent::new(*name).is_ok()) {
                Some(name) => names.note(*role, place.get_ref().as_ref(), name),
                None => {
                    let place = place.get_ref();
                    return Err(format!(
                        "the name of {place:?} in `{table}` is no identifier"
                    ));
                }
            }
        }
    }
    Ok(names)
}

/// The text for `names`, sorted.
pub(crate) fn write(names: &Names) -> String {
    let mut text = format!(
        "# {MARK}: the names that were given, which stay. Keep this file with the document.\n"
    );
    for (table, role) in TABLES {
        let mut lines: Vec<(&str, &str)> = names
            .iter()
            .filter(|(of, ..)| of == role)
            .map(|(_, place, name)| (place, name))
            .collect();
        lines.sort_unstable();
        if lines.is_empty() {
            continue;
        }
        text.push_str(&format!("\n[{table}]\n"));
        for (place, name) in lines {
            text.push_str(&format!(
                "{} = \"{name}\"\n",
                crate::manifest::quoted(place)
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use specwright_ir::{Names, Role};

    #[test]
    fn what_is_written_is_read_again() {
        let mut names = Names::default();
        names.note(Role::Field, "#/a/\"b\\\n", "b");
        names.note(Role::Type, "#/z", "Z");
        names.note(Role::Type, "#/a", "A");
        let text = write(&names);
        assert!(
            text.contains("\n[types]\n\"#/a\" = \"A\"\n\"#/z\" = \"Z\"\n"),
            "{text}"
        );
        assert_eq!(read(&text).unwrap(), names);
    }

    #[test]
    fn what_is_no_lock_file_is_refused() {
        for text in [
            "a",
            "[colours]\n",
            "types = 1",
            "[types]\na = 1",
            "[types]\na = \"b c\"",
        ] {
            read(text).unwrap_err();
        }
    }
}
