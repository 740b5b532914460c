//! What declared error schemas can hold: a dialect's own answers, or a
//! failure's status, code and message, member by member.

use specwright_check::Decimal;
use specwright_ir as ir;
use specwright_ir::{
    Dialect, Facets, Field, Fill, FillMember, Presence, Scalar, Struct, TypeArena, TypeKind,
    TypeRef, UnionRule,
};

/// The media type of problem details, RFC 9457.
const PROBLEM: &str = "application/problem+json";

/// Problem details as plain JSON, for schemas that take any object.
fn problem_members() -> Vec<FillMember> {
    let members = [
        ("title", Fill::Title),
        ("status", Fill::StatusNumber),
        ("detail", Fill::Message),
    ];
    let member = |(name, fill): (&str, Fill)| FillMember {
        wire: ir::WireName(name.to_owned()),
        fill,
    };
    members.map(member).into()
}

/// The arena, looked through.
#[derive(Clone, Copy)]
pub(super) struct Types<'a>(pub(super) &'a TypeArena);

impl<'a> Types<'a> {
    /// The type behind aliases, boxes and nullability.
    fn resolve(self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty;
        // Each alias is passed once at most; a cycle would be a newtype.
        for _ in 0..=self.0.len() {
            match ty {
                TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => ty = inner,
                TypeRef::Named(id) => match &self.0.get(*id).kind {
                    TypeKind::Alias(inner) => ty = inner,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    fn object(self, ty: &'a TypeRef) -> Option<&'a Struct> {
        match self.resolve(ty) {
            TypeRef::Named(id) => match &self.0.get(*id).kind {
                TypeKind::Struct(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }

    /// An object whose `detail` is an array of objects with `loc`, `msg` and
    /// `type`.
    pub(super) fn is_fastapi_rejection(self, ty: &'a TypeRef) -> bool {
        let detail = self.object(ty).and_then(|object| member(object, "detail"));
        let Some(TypeRef::List(item)) = detail.map(|field| self.resolve(&field.ty)) else {
            return false;
        };
        let Some(error) = self.object(item) else {
            return false;
        };
        let is_list = |field: &'a Field| matches!(self.resolve(&field.ty), TypeRef::List(_));
        member(error, "loc").is_some_and(is_list)
            && ["msg", "type"]
                .iter()
                .all(|name| member(error, name).is_some_and(|field| self.is_string(field)))
    }

    fn is_string(self, field: &'a Field) -> bool {
        *self.resolve(&field.ty) == TypeRef::Scalar(Scalar::String)
    }

    /// Whether the declared body holds what the dialect answers.
    pub(super) fn holds(
        self,
        dialect: Dialect,
        is_rejection: bool,
        body: &'a ir::ResponseBody,
    ) -> bool {
        if self.is_open(&body.ty) {
            return dialect == Dialect::FastApi || body.accepts == PROBLEM;
        }
        match dialect {
            Dialect::FastApi if is_rejection => self.is_fastapi_rejection(&body.ty),
            Dialect::FastApi => self.holds_members(&body.ty, &["detail"], &[]),
            Dialect::Problem => {
                body.accepts == PROBLEM
                    && self.holds_members(&body.ty, &["type", "title", "detail"], &["status"])
            }
        }
    }

    /// Whether any object will do.
    fn is_open(self, ty: &'a TypeRef) -> bool {
        matches!(self.resolve(ty), TypeRef::Any | TypeRef::Object)
    }

    /// Whether the object requires nothing but these members, and has them as
    /// strings and integers where it describes them.
    fn holds_members(self, ty: &'a TypeRef, strings: &[&str], integers: &[&str]) -> bool {
        let Some(object) = self.object(ty) else {
            return false;
        };
        object.required_extra.is_empty()
            && object.fields.iter().all(|field| {
                let name = field.wire.0.as_str();
                if strings.contains(&name) {
                    self.is_string(field) && takes_any_text(&field.facets)
                } else if integers.contains(&name) {
                    self.is_integer(field) && takes_any_status(&field.facets)
                } else {
                    !is_required(field)
                }
            })
            && strings
                .iter()
                .filter(|name| **name == "detail")
                .all(|name| member(object, name).is_some())
    }

    fn is_integer(self, field: &'a Field) -> bool {
        matches!(
            self.resolve(&field.ty),
            TypeRef::Scalar(Scalar::Integer(_) | Scalar::Number(_))
        )
    }

    /// What the members of a body are filled with, or why one cannot be. Of
    /// an `anyOf`, the first branch that can be filled counts.
    pub(super) fn filled(self, ty: &'a TypeRef) -> Result<Vec<FillMember>, String> {
        if self.is_open(ty) {
            return Ok(problem_members());
        }
        if let Some(object) = self.object(ty) {
            return self.members(object);
        }
        let no_object = Err("it is no object".to_owned());
        let TypeRef::Named(id) = self.resolve(ty) else {
            return no_object;
        };
        match &self.0.get(*id).kind {
            TypeKind::Union(union) if union.rule == UnionRule::AnyOf => {
                let branches = union.variants.iter();
                let mut objects = branches.filter_map(|branch| self.object(&branch.ty));
                objects
                    .find_map(|object| self.members(object).ok())
                    .ok_or_else(|| "none of its branches is known".to_owned())
            }
            _ => no_object,
        }
    }

    /// What each member of the object is filled with, or why one cannot be.
    fn members(self, object: &'a Struct) -> Result<Vec<FillMember>, String> {
        if let Some(name) = object.required_extra.first() {
            return Err(format!("nothing is said about its member `{name}`"));
        }
        let has_message = object
            .fields
            .iter()
            .any(|field| is_message(&words(&field.wire.0)));
        let mut members = Vec::new();
        for field in &object.fields {
            match self.fill(field, has_message) {
                Some(fill) => members.push(FillMember {
                    wire: field.wire.clone(),
                    fill,
                }),
                None if is_required(field) => {
                    return Err(format!("nothing is known for its member `{}`", field.wire));
                }
                None => {}
            }
        }
        if members.is_empty() {
            return Err("none of its members is known".to_owned());
        }
        let count = u64::try_from(members.len()).unwrap_or(u64::MAX);
        let is_enough = object.min_properties.is_none_or(|min| count >= min);
        let is_few = object.max_properties.is_none_or(|max| count <= max);
        if is_enough && is_few {
            Ok(members)
        } else {
            Err("it wants another number of members".to_owned())
        }
    }

    /// What the member is filled with, by its name and type.
    fn fill(self, field: &'a Field, has_message: bool) -> Option<Fill> {
        let name = words(&field.wire.0);
        if self.is_integer(field) {
            let is_status = matches!(
                name.as_str(),
                "status" | "statuscode" | "httpstatus" | "httpstatuscode" | "code" | "errorcode"
            );
            return (is_status && takes_any_status(&field.facets)).then_some(Fill::StatusNumber);
        }
        if !self.is_string(field) || !takes_any_text(&field.facets) {
            return None;
        }
        match name.as_str() {
            "status" | "statuscode" | "httpstatus" | "httpstatuscode" => Some(Fill::StatusString),
            "code" | "errorcode" | "type" | "errortype" => Some(Fill::Code),
            "title" | "reasonphrase" => Some(Fill::Title),
            "error" if has_message => Some(Fill::Code),
            "error" => Some(Fill::Message),
            name if is_message(name) => Some(Fill::Message),
            _ => None,
        }
    }
}

/// A member's name in lower case, letters and digits alone.
fn words(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn is_message(name: &str) -> bool {
    matches!(
        name,
        "message"
            | "msg"
            | "errormessage"
            | "errormsg"
            | "detail"
            | "details"
            | "description"
            | "errordescription"
            | "reason"
    )
}

fn member<'a>(object: &'a Struct, name: &str) -> Option<&'a Field> {
    object.fields.iter().find(|field| field.wire.0 == name)
}

fn is_required(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    )
}

/// Whether every message, code and title passes: they are not empty, and
/// nothing else is known of them.
fn takes_any_text(facets: &Facets) -> bool {
    let least = Facets {
        min_length: facets.min_length.filter(|min| *min > 1),
        ..facets.clone()
    };
    least.is_empty()
}

/// Whether every error status passes.
fn takes_any_status(facets: &Facets) -> bool {
    let others = Facets {
        minimum: None,
        maximum: None,
        ..facets.clone()
    };
    let (least, greatest) = (Decimal::from(400_u64), Decimal::from(599_u64));
    others.is_empty()
        && facets.minimum.is_none_or(|minimum| minimum <= least)
        && facets.maximum.is_none_or(|maximum| maximum >= greatest)
}
