//! What settings must say together: between projects, and between files.

use std::{collections::BTreeMap, path::Path};

use specwright_source::Span;

use super::{
    AFTER_LINK_PARAMETERS, Project, codes,
    table::{Findings, Table, Text},
};

impl Findings {
    /// Projects may share the name of an app, and with it the redirect URI,
    /// only if it is at the same provider. Otherwise the redirect URI could
    /// not tell the providers apart (RFC 9700, section 4.4.2).
    pub(super) fn one_provider_a_name(
        &mut self,
        top: Table<'_, '_>,
        projects: &BTreeMap<String, Project>,
    ) {
        let mut places = self.app_places(top);
        places.sort_by_key(|(place, ..)| *place);
        let mut first: BTreeMap<&str, (Span, &str)> = BTreeMap::new();
        for (place, project, name) in &places {
            let (known, other) = *first.entry(name).or_insert((*place, project));
            let app = |project: &str| projects.get(project)?.apps.get(name);
            let (Some(one), Some(two)) = (app(other), app(project)) else {
                continue;
            };
            let Some(key) = one.other_provider(two) else {
                continue;
            };
            let message = format!(
                "the app `{name}` of `{project}` is at another provider than that of `{other}`"
            );
            self.found.push(
                specwright_source::Diagnostic::error(codes::TWO_PROVIDERS, *place, message)
                    .label(format!("its `{key}` is another one"))
                    .also(known, "this is the other one")
                    .help(
                        "rename one of them: both have one redirect URI, which must tell \
                         providers apart (RFC 9700, section 4.4)",
                    ),
            );
        }
    }

    /// Every app with its place, its project and its name.
    fn app_places(&self, top: Table<'_, '_>) -> Vec<(Span, String, String)> {
        let mut places = Vec::new();
        let projects = top.members.get("projects");
        let projects = projects.and_then(|value| value.get_ref().as_table());
        for (project, value) in projects.into_iter().flatten() {
            let apps = value.get_ref().as_table().and_then(|own| own.get("apps"));
            let apps = apps.and_then(|value| value.get_ref().as_table());
            for (name, _) in apps.into_iter().flatten() {
                places.push((
                    self.span(name.span()),
                    project.get_ref().to_string(),
                    name.get_ref().to_string(),
                ));
            }
        }
        places
    }

    /// A URL of the list, which leaves to the service what that adds to it.
    pub(super) fn after_link_url(&mut self, found: Text) -> Option<String> {
        let url = self.url("after_link_urls", &found)?;
        let twice = url
            .query_pairs()
            .find(|(name, _)| AFTER_LINK_PARAMETERS.contains(&name.as_ref()))
            .map(|(name, _)| name.into_owned());
        let Some(name) = twice else {
            return Some(found.text);
        };
        self.error(
            codes::RESERVED_PARAMETER,
            found.span,
            format!("a URL of `after_link_urls` may not set `{name}`"),
            "remove it; the service adds it when the link is through",
        );
        None
    }

    /// The keys and the database are two files.
    pub(super) fn two_files(&mut self, top: Table<'_, '_>, key_file: &Path, database: &Path) {
        if key_file != database {
            return;
        }
        let place = top.members.get("key_file");
        let place = place.map_or(top.span, |value| self.span(value.span()));
        self.error(
            codes::INVALID_VALUE,
            place,
            "`key_file` and `database` are the same file",
            "name another file for the keys",
        );
    }
}
