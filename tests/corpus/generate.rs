//! Every document generates or is declined; nothing panics, gaps are counted,
//! and the same document gives the same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
};

use specwright_build::{Color, Generated, Severity};

use crate::documents::{Document, corpus, documents, each, rows};

/// Documents above this size are generated once only: the larger ones show
/// nothing more about order.
const TWICE: u64 = 2_000_000;

/// What became of a document.
struct Outcome {
    /// The codes of its errors; none when there is code.
    errors: BTreeSet<&'static str>,
    /// The first errors, for people.
    rendered: String,
    /// How often each gap is there.
    gaps: BTreeMap<&'static str, usize>,
    /// Why a second generation differs.
    unstable: Option<&'static str>,
}

fn outcome(document: &Document) -> Outcome {
    let generated = document.generate();
    let unstable = (document.size <= TWICE)
        .then(|| document.generate())
        .filter(|again| hash(again) != hash(&generated))
        .map(|again| {
            if again.files == generated.files {
                "findings"
            } else {
                "files"
            }
        });
    let mut findings = generated.findings;
    findings
        .diagnostics
        .retain(|found| found.severity == Severity::Error);
    let errors = findings
        .diagnostics
        .iter()
        .map(|found| found.code.0)
        .collect();
    findings.diagnostics.truncate(3);
    let mut gaps = BTreeMap::new();
    for gap in generated.report.iter().flat_map(|report| &report.gaps) {
        *gaps.entry(gap.code.0).or_default() += 1;
    }
    Outcome {
        errors,
        rendered: findings.render(Color::Never),
        gaps,
        unstable,
    }
}

/// Everything that a generation says, but for the time it took.
fn hash(generated: &Generated) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in &generated.files {
        (&file.path, &file.text).hash(&mut hasher);
    }
    let gaps = generated.report.iter().flat_map(|report| &report.gaps);
    for gap in gaps {
        (gap.code.0, &gap.pointer, &gap.message).hash(&mut hasher);
    }
    generated.findings.json_lines().hash(&mut hasher);
    hasher.finish()
}

#[test]
fn documents_of_others_generate() {
    let Some(corpus) = corpus() else { return };
    let documents = documents(&corpus);
    let outcomes = each(&documents, outcome);

    let mut troubles = String::new();
    let mut failed = BTreeMap::new();
    let (mut generated, mut census) = (0, Census::new());
    for (document, outcome) in documents.iter().zip(&outcomes) {
        let name = &document.name;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(panic) => {
                let _ = writeln!(troubles, "{name} panics: {panic}");
                continue;
            }
        };
        if let Some(what) = outcome.unstable {
            let _ = writeln!(troubles, "{name} generated twice gives different {what}");
        }
        if outcome.errors.is_empty() {
            generated += 1;
        } else if document.must_generate {
            failed.insert(name.as_str(), outcome);
        }
        for (code, count) in &outcome.gaps {
            let (gaps, documents) = census.entry((*code).to_owned()).or_default();
            *gaps += count;
            *documents += 1;
        }
    }
    troubles.push_str(&against_known(&failed));
    troubles.push_str(&against_census(
        Path::new("gaps.tsv"),
        ["code", "gaps"],
        &census,
    ));
    println!("{generated} of {} documents generate", documents.len());
    assert!(troubles.is_empty(), "\n{troubles}");
}

/// The difference between what fails and what is known to.
fn against_known(failed: &BTreeMap<&str, &Outcome>) -> String {
    let table = fs::read_to_string(beside("known.tsv")).expect("the list can be read");
    let known: BTreeMap<&str, &str> = rows(&table).map(|row| (row[0], row[1])).collect();
    let mut troubles = String::new();
    for (name, outcome) in failed {
        let codes: Vec<&str> = outcome.errors.iter().copied().collect();
        match known.get(name) {
            Some(code) if codes == [*code] => {}
            Some(code) => {
                let _ = writeln!(
                    troubles,
                    "{name} is known to fail with {code}, and fails with {codes:?}:\n{}",
                    outcome.rendered
                );
            }
            None => {
                let _ = writeln!(troubles, "{name} does not generate:\n{}", outcome.rendered);
            }
        }
    }
    for name in known.keys().filter(|name| !failed.contains_key(*name)) {
        let _ = writeln!(
            troubles,
            "{name} no longer fails: take it out of tests/corpus/known.tsv"
        );
    }
    troubles
}

/// How often something is there, and in how many documents.
pub(crate) type Census = BTreeMap<String, (usize, usize)>;

/// The difference between what was counted and what is recorded in `file`.
/// Its first column says of what, the second how many.
pub(crate) fn against_census(file: &Path, [what, many]: [&str; 2], census: &Census) -> String {
    let path = beside(&file.to_string_lossy());
    if std::env::var_os("CORPUS_UPDATE").is_some() {
        let mut table = format!("{what}\t{many}\tdocuments\n");
        for (key, (count, documents)) in census {
            let _ = writeln!(table, "{key}\t{count}\t{documents}");
        }
        fs::write(path, table).expect("the census can be written");
        return String::new();
    }
    let table = fs::read_to_string(path).expect("the census can be read");
    let number = |text: &str| text.parse().expect("counts are numbers");
    let recorded: Census = rows(&table)
        .map(|row| (row[0].to_owned(), (number(row[1]), number(row[2]))))
        .collect();
    let mut troubles = String::new();
    for code in census
        .keys()
        .chain(recorded.keys())
        .collect::<BTreeSet<_>>()
    {
        let (now, then) = (census.get(code), recorded.get(code));
        let (now, then) = (
            now.map_or(0, |(gaps, _)| *gaps),
            then.map_or(0, |(gaps, _)| *gaps),
        );
        if now > then {
            let _ = writeln!(
                troubles,
                "{code}: {now} {many}, and {then} are recorded: this grew"
            );
        } else if now < then {
            let _ = writeln!(
                troubles,
                "{code}: {now} {many}, and {then} are recorded: well done"
            );
        }
    }
    if !troubles.is_empty() {
        let _ = writeln!(
            troubles,
            "What shrank is to be recorded. What grew is a loss, unless documents generate now \
             that did not before. Run with CORPUS_UPDATE=1, and read the diff of \
             tests/corpus/{}.",
            file.display()
        );
    }
    troubles
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(name)
}
