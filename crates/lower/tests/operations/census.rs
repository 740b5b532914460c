//! All documents of the corpus beside the checkout, where there is one: none
//! of them makes lowering panic.

use std::collections::BTreeMap;
use std::path::Path;

use specwright_lower::Options;
use specwright_source::Severity;

use super::{invariants, lowered};

#[test]
fn the_corpus_lowers_without_panic() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(manifest) = std::fs::read_to_string(corpus.join("manifest.tsv")) else {
        println!("skipped: there is no {}", corpus.display());
        return;
    };
    let mut census = Census::default();
    for line in manifest.lines().skip(1) {
        let name = line.split('\t').next().unwrap_or_default();
        let Ok(text) = std::fs::read_to_string(corpus.join(name)) else {
            println!("{name}: not readable");
            continue;
        };
        census.add(name, &text);
    }
    census.print();
    assert!(census.operations > 0);
}

#[derive(Default)]
struct Census {
    documents: usize,
    declined: Vec<(String, String)>,
    operations: usize,
    left_out: BTreeMap<&'static str, Vec<String>>,
    gaps: BTreeMap<&'static str, usize>,
    warnings: BTreeMap<&'static str, usize>,
}

impl Census {
    fn add(&mut self, name: &str, text: &str) {
        let (api, found) = lowered(text, &Options::default());
        self.documents += 1;
        for finding in &found {
            *self.warnings.entry(finding.code.0).or_default() += 1;
        }
        let Some(api) = api else {
            let error = found
                .iter()
                .find(|finding| finding.severity == Severity::Error);
            let why = error.map_or_else(String::new, |e| format!("{} {}", e.code.0, e.message));
            self.declined.push((name.to_owned(), why));
            return;
        };
        invariants::hold(&api, name);
        self.operations += api.operations.len();
        for gap in &api.gaps {
            *self.gaps.entry(gap.code.0).or_default() += 1;
            if gap.message.starts_with("operation `") {
                let list = self.left_out.entry(gap.code.0).or_default();
                list.push(format!("{name}: {}", gap.message));
            }
        }
    }

    fn print(&self) {
        println!(
            "{} documents, {} operations",
            self.documents, self.operations
        );
        for (name, why) in &self.declined {
            println!("declined {name}: {why}");
        }
        for (code, list) in &self.left_out {
            println!("{code}: {} operations left out, for example", list.len());
            for message in list.iter().take(12) {
                println!("    {message}");
            }
        }
        println!("gaps: {:?}", self.gaps);
        println!("findings: {:?}", self.warnings);
    }
}
