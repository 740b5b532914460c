//! The commands that write crates: all of `specwright.toml`, or one.

use std::path::{Path, PathBuf};

use serde_json::json;
use specwright_build::config::Config;
use specwright_build::{
    Change, CrateName, FileError, Generated, Plan, Report, Run, Runtime, Target, codes, count,
    generate, generate_all, local_runtime,
};

use crate::Outcome;
use crate::cli::{CrateArgs, Mode};
use crate::diff;
use crate::show::source;
use crate::terminal::Terminal;

/// `gen` without a command.
pub(crate) fn all(config: Option<&Path>, mode: Mode, terminal: &mut Terminal) -> Outcome {
    let path = match config {
        Some(path) => Ok(path.to_owned()),
        None => current_folder().and_then(|folder| Config::find(&folder)),
    };
    let path = match path {
        Ok(path) => path,
        Err(error) => return failed(&error, terminal),
    };
    let config = match Config::read(&path) {
        Ok(config) => config,
        Err(error) => {
            terminal.error(&error);
            return Outcome::Failed;
        }
    };
    let run = match generate_all(&config) {
        Ok(run) => run,
        Err(error) => return failed(&error, terminal),
    };
    terminal.findings(&run.findings);
    let mut reports = Vec::new();
    for outcome in &run.documents {
        if let Some(Generated {
            findings, report, ..
        }) = &outcome.generated
        {
            terminal.findings(findings);
            reports.extend(report);
        }
    }
    let is_current = match (run.has_errors(), reports.is_empty()) {
        (_, true) => None,
        (true, false) => Some("everything else is up to date"),
        (false, false) => Some(UP_TO_DATE),
    };
    let ended = finish(&reports, &run.plan, is_current, mode, terminal);
    if run.has_errors() {
        remark_failures(&run, terminal);
        return Outcome::Failed;
    }
    if run.documents.is_empty() {
        remark_nothing(&path, terminal);
    }
    ended
}

/// `gen crate`.
pub(crate) fn one(args: &CrateArgs, terminal: &mut Terminal) -> Outcome {
    let options = match args.options() {
        Ok(options) => options,
        Err(error) => {
            terminal.problem(None, &error.to_string(), Some(&error.help()));
            return Outcome::Usage;
        }
    };
    let path = &args.document.document;
    let name = match &args.name {
        Some(name) => match CrateName::new(name.as_str()) {
            Ok(name) => name,
            Err(error) => {
                terminal.problem(Some(codes::config::INVALID_NAME), &error.to_string(), None);
                return Outcome::Usage;
            }
        },
        None => CrateName::of_document(path),
    };
    let plan = || -> Result<(Generated, Option<Plan>), FileError> {
        let runtime = match &args.runtime_path {
            Some(folder) => local_runtime(folder, &args.output)?,
            None => Runtime::Published,
        };
        let generated = generate(source(path)?, &options, &Target::Crate { name, runtime });
        let plan = match &generated.report {
            Some(_) => Some(Plan::for_crate(&args.output, &generated.files)?),
            None => None,
        };
        Ok((generated, plan))
    };
    let (generated, plan) = match plan() {
        Ok(planned) => planned,
        Err(error) => return failed(&error, terminal),
    };
    terminal.findings(&generated.findings);
    match (&generated.report, plan) {
        (Some(report), Some(plan)) => {
            finish(&[report], &plan, Some(UP_TO_DATE), args.mode, terminal)
        }
        _ => Outcome::Failed,
    }
}

/// What is said where nothing changes.
const UP_TO_DATE: &str = "everything is up to date";

/// Reports, then writes or compares. `is_current` is said where nothing
/// changes, if anything can be said then.
fn finish(
    reports: &[&Report],
    plan: &Plan,
    is_current: Option<&str>,
    mode: Mode,
    terminal: &mut Terminal,
) -> Outcome {
    for report in reports {
        say_report(report, terminal);
    }
    let gaps: usize = reports.iter().map(|report| report.gaps.len()).sum();
    if !terminal.is_json() {
        for gap in reports.iter().flat_map(|report| &report.gaps) {
            terminal.line(&gap.to_string());
        }
    }
    if mode.check {
        let outcome = compare(plan, is_current, terminal);
        return if mode.deny_gaps && gaps > 0 {
            deny(gaps, terminal)
        } else {
            outcome
        };
    }
    if mode.deny_gaps && gaps > 0 {
        return deny(gaps, terminal);
    }
    match plan.apply() {
        Ok(applied) => {
            if terminal.is_json() {
                say_changes(plan, terminal);
            } else if plan.changes().is_empty() {
                is_current.into_iter().for_each(|text| terminal.line(text));
            } else {
                let removed = match applied.removed {
                    0 => String::new(),
                    stale => format!(", {} removed", count(stale, "stale file")),
                };
                terminal.line(&format!(
                    "{} written{removed}",
                    count(applied.written, "file")
                ));
            }
            Outcome::Done
        }
        Err(error) => failed(&error, terminal),
    }
}

fn compare(plan: &Plan, is_current: Option<&str>, terminal: &mut Terminal) -> Outcome {
    if terminal.is_json() {
        say_changes(plan, terminal);
    } else {
        for change in plan.changes() {
            terminal.say(&diff::unified(&shown(plan, change), change));
        }
    }
    if plan.changes().is_empty() {
        if !terminal.is_json() {
            is_current.into_iter().for_each(|text| terminal.line(text));
        }
        return Outcome::Done;
    }
    let differ = match plan.changes().len() {
        1 => "1 file differs".to_owned(),
        files => format!("{files} files differ"),
    };
    terminal.problem(
        None,
        &format!("{differ} from what would be generated"),
        Some("run the same command without `--check`"),
    );
    Outcome::Failed
}

fn deny(gaps: usize, terminal: &mut Terminal) -> Outcome {
    let message = format!(
        "{}, and gaps are denied; nothing was written",
        count(gaps, "gap")
    );
    terminal.problem(
        None,
        &message,
        Some("`gen explain CODE` says more about each"),
    );
    Outcome::Failed
}

fn say_report(report: &Report, terminal: &mut Terminal) {
    if !terminal.is_json() {
        terminal.line(&report.to_string());
        return;
    }
    terminal.object(&json!({
        "reason": "report",
        "document": report.document,
        "operations": report.operations,
        "types": report.types,
        "gaps": report.gaps.len(),
        "lines": report.lines.total,
        "lines_per_operation": report.lines_per_operation(),
        "lines_per_type": report.lines_per_type(),
        "milliseconds": u64::try_from(report.elapsed.as_millis()).unwrap_or(u64::MAX),
    }));
    for gap in &report.gaps {
        terminal.object(&json!({
            "reason": "gap",
            "code": gap.code.0,
            "place": gap.place,
            "pointer": gap.pointer,
            "message": gap.message,
        }));
    }
}

fn say_changes(plan: &Plan, terminal: &mut Terminal) {
    for change in plan.changes() {
        let action = match (&change.old, &change.new) {
            (None, _) => "create",
            (Some(_), Some(_)) => "update",
            (Some(_), None) => "remove",
        };
        let path = shown(plan, change);
        terminal.object(&json!({ "reason": "file", "action": action, "path": path }));
    }
}

/// The path of a change as people read it.
fn shown(plan: &Plan, change: &Change) -> String {
    specwright_build::display_path(&plan.folder().join(&change.path))
}

fn remark_failures(run: &Run, terminal: &mut Terminal) {
    let failed = run
        .documents
        .iter()
        .filter(|outcome| outcome.has_errors())
        .count();
    let (have, stay) = match failed {
        1 => ("has", "its crate stays as it was"),
        _ => ("have", "their crates stay as they were"),
    };
    let all = count(run.documents.len(), "document");
    terminal.remark(&format!("note: {failed} of {all} {have} errors; {stay}"));
}

/// Says that a configuration is empty, and what to write.
fn remark_nothing(path: &Path, terminal: &mut Terminal) {
    let path = specwright_build::display_path(path);
    terminal.remark(&format!(
        "note: `{path}` lists no documents, so nothing is generated; add one:\n\n    \
         [[document]]\n    path = \"specs/api.yaml\""
    ));
}

fn failed(error: &FileError, terminal: &mut Terminal) -> Outcome {
    terminal.file_error(error);
    Outcome::Failed
}

fn current_folder() -> Result<PathBuf, FileError> {
    std::env::current_dir().map_err(|error| FileError {
        code: codes::config::UNREADABLE,
        path: PathBuf::from("."),
        message: format!("cannot tell the current folder: {error}"),
        help: Some("name the configuration with `--config FILE`".to_owned()),
    })
}
