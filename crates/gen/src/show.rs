//! The commands that write nothing: `list`, `explain`, `ir`.

use std::io::Read as _;
use std::path::Path;

use serde_json::json;
use specwright_build::ir::Api;
use specwright_build::{FileError, Findings, Source, analyse, codes, count};

use crate::Outcome;
use crate::cli::DocumentArgs;
use crate::terminal::{Terminal, entry};

/// Reads a document; `-` is standard input.
pub(crate) fn source(path: &Path) -> Result<Source, FileError> {
    if path != Path::new("-") {
        return Source::read(path, path.to_string_lossy());
    }
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(Source::new("<stdin>", bytes)),
        Err(error) => Err(FileError {
            code: codes::config::UNREADABLE,
            path: path.to_owned(),
            message: format!("cannot read standard input: {error}"),
            help: None,
        }),
    }
}

/// Reads a document as far as its meaning, and shows what was found.
fn read(args: &DocumentArgs, terminal: &mut Terminal) -> Result<(Api, Findings), Outcome> {
    let options = match args.options() {
        Ok(options) => options,
        Err(error) => {
            terminal.problem(None, &error.to_string(), Some(&error.help()));
            return Err(Outcome::Usage);
        }
    };
    let source = source(&args.document).map_err(|error| {
        terminal.file_error(&error);
        Outcome::Failed
    })?;
    let (api, findings) = analyse(source, &options);
    terminal.findings(&findings);
    api.map(|api| (api, findings)).ok_or(Outcome::Failed)
}

/// `gen list`.
pub(crate) fn list(args: &DocumentArgs, terminal: &mut Terminal) -> Outcome {
    let (api, _) = match read(args, terminal) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let group = |operation: &specwright_build::ir::Operation| {
        let group = api.groups.get(operation.group.0 as usize);
        group.map_or("", |group| group.ident.as_str())
    };
    if terminal.is_json() {
        for operation in &api.operations {
            terminal.object(&json!({
                "reason": "operation",
                "method": operation.method.0,
                "path": operation.path,
                "trait": group(operation),
                "name": operation.ident.as_str(),
                "id": operation.id,
            }));
        }
        return Outcome::Done;
    }
    let widest = |texts: &mut dyn Iterator<Item = &str>| {
        texts
            .map(|text| text.chars().count())
            .max()
            .unwrap_or_default()
    };
    let operations = &api.operations;
    let method = widest(
        &mut operations
            .iter()
            .map(|operation| operation.method.0.as_str()),
    );
    let path = widest(&mut operations.iter().map(|operation| operation.path.as_str()));
    for operation in operations {
        terminal.line(&format!(
            "{:method$}  {:path$}  {}::{}",
            operation.method.0,
            operation.path.escape_debug().to_string(),
            group(operation),
            operation.ident,
        ));
    }
    if !api.gaps.is_empty() {
        let gaps = count(api.gaps.len(), "gap");
        terminal.remark(&format!("note: {gaps}; `gen crate` lists what is not done"));
    }
    Outcome::Done
}

/// `gen ir`.
pub(crate) fn ir(args: &DocumentArgs, terminal: &mut Terminal) -> Outcome {
    match read(args, terminal) {
        Ok((api, _)) => {
            terminal.line(&format!("{api:#?}"));
            Outcome::Done
        }
        Err(outcome) => outcome,
    }
}

/// `gen explain`.
pub(crate) fn explain(code: Option<&str>, terminal: &mut Terminal) -> Outcome {
    let Some(code) = code else {
        for entry in codes::all() {
            say_entry(entry, false, terminal);
        }
        return Outcome::Done;
    };
    match entry(code) {
        Ok(entry) => {
            say_entry(entry, true, terminal);
            Outcome::Done
        }
        Err(near) => {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`gen explain` lists all codes".to_owned(),
            };
            terminal.problem(None, &format!("there is no code {code:?}"), Some(&help));
            Outcome::Usage
        }
    }
}

fn say_entry(entry: &codes::Entry, whole: bool, terminal: &mut Terminal) {
    let codes::Entry { code, title, text } = entry;
    if terminal.is_json() {
        terminal.object(&json!({
            "reason": "code", "code": code.0, "title": title, "text": text,
        }));
    } else if whole {
        terminal.line(&format!("{}: {title}\n\n{}", code.0, wrapped(text)));
    } else {
        terminal.line(&format!("{}  {title}", code.0));
    }
}

/// Paragraphs in lines of at most 80 characters; code blocks and tables stay
/// as they are.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut out = String::new();
    let mut code = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        if code || fence || line.starts_with('|') {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let mut width = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                out.push('\n');
                width = 0;
            }
            if width > 0 {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn paragraphs_are_wrapped_and_code_is_not() {
        let long = "word ".repeat(30);
        let code = format!("```\n{long}end\n```");
        let text = wrapped(&format!("{long}\n\n{code}\n\n{long}"));
        assert!(text.contains(&code), "{text}");
        let outside = text.replace(&code, "");
        assert!(
            outside.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
        assert_eq!(outside.split_whitespace().count(), 60);
        assert_eq!(wrapped(""), "");
    }
}
