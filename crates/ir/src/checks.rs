//! Where the check program is asked.

use crate::{Api, CheckId, Extra, Facets, TypeKind};

/// Who is shown the schemas of the check program.
pub type Visit<'a> = &'a mut dyn FnMut(&mut CheckId);

impl Api {
    /// Calls `visit` with every schema of [`Api::checks`] that a printed type
    /// or an operation asks for.
    pub fn each_check(&mut self, visit: Visit<'_>) {
        for def in self.types.printed_mut() {
            of_type(&mut def.kind, visit);
        }
        for operation in &mut self.operations {
            for param in &mut operation.params {
                param.facets.each_check(visit);
            }
            if let Some(body) = &mut operation.body {
                body.facets.each_check(visit);
            }
            for response in &mut operation.responses {
                for header in &mut response.headers {
                    header.facets.each_check(visit);
                }
                if let Some(body) = &mut response.body {
                    body.facets.each_check(visit);
                }
            }
        }
    }
}

impl Facets {
    fn each_check(&mut self, visit: Visit<'_>) {
        self.check.iter_mut().for_each(&mut *visit);
        let inner = [&mut self.items, &mut self.names];
        for facets in inner.into_iter().flatten() {
            facets.each_check(visit);
        }
        for facets in &mut self.positions {
            facets.each_check(visit);
        }
    }
}

fn of_type(kind: &mut TypeKind, visit: Visit<'_>) {
    match kind {
        TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Own(_) => {}
        TypeKind::Newtype { facets, .. } => facets.each_check(visit),
        TypeKind::Struct(structure) => {
            structure.check.iter_mut().for_each(&mut *visit);
            for field in &mut structure.fields {
                field.facets.each_check(visit);
            }
            for matching in &mut structure.matching {
                matching.facets.each_check(visit);
            }
            if let Some(names) = &mut structure.names {
                names.each_check(visit);
            }
            if let Extra::Keep { facets, .. } = &mut structure.extra {
                facets.each_check(visit);
            }
        }
        TypeKind::Union(union) => {
            union.check.iter_mut().for_each(&mut *visit);
            for variant in &mut union.variants {
                variant.facets.each_check(visit);
            }
        }
    }
}
