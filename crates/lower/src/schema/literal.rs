//! `default`: constants of a type.

use specwright_ir::{Literal, Number, Scalar};

use super::conj::Conj;
use super::constant::{Constant, Written, float};
use super::shape::Shape;
use super::{Context, Lowering, scalar};

impl<'d> Lowering<'d> {
    /// The `default` of `conj`, if its type can hold it.
    pub(super) fn default_of(&mut self, conj: &Conj, context: &Context) -> Option<Literal> {
        let flat = self.flatten(conj);
        let node = flat
            .notes
            .iter()
            .filter_map(|id| self.object(*id))
            .find_map(|object| object.default.as_ref())?;
        let written = Written::of(node);
        match self.literal(conj, &written.value, context) {
            Ok(literal) => Some(literal),
            Err(why) => {
                self.default_not_held(node.span, why);
                None
            }
        }
    }

    /// A constant of the type of `conj`.
    fn literal(
        &mut self,
        conj: &Conj,
        value: &Constant,
        context: &Context,
    ) -> Result<Literal, &'static str> {
        if *value == Constant::Null {
            return if self.shape(conj).nullable {
                Ok(Literal::Null)
            } else {
                Err("null is no value here")
            };
        }
        let (settled, _) = self.settled(conj);
        let (resolved, shaped) = self.resolved(conj);
        if !value.holds(&shaped.facets) {
            return Err("a bound of the schema refuses it");
        }
        let other = Err("it is a value of another kind");
        match (&shaped.shape, value) {
            (Shape::Scalar(Scalar::Boolean), Constant::Bool(value)) => Ok(Literal::Bool(*value)),
            (Shape::Scalar(Scalar::String), Constant::String(text)) => {
                Ok(Literal::String(text.clone()))
            }
            (Shape::Scalar(Scalar::Integer(width)), Constant::Number(number)) => {
                match number.to_i128() {
                    Some(integer) if scalar::holds_integer(*width, integer) => {
                        Ok(Literal::Integer(integer))
                    }
                    _ => Err("it is no integer that the type holds"),
                }
            }
            (Shape::Scalar(Scalar::Number(Number::Decimal)), Constant::Number(_)) => {
                Err("its type has no constants")
            }
            (Shape::Scalar(Scalar::Number(_)), Constant::Number(number)) => {
                float(*number).map(Literal::Number).ok_or("it is too large")
            }
            (Shape::Enum(variants), value) => {
                let literal = value.literal().ok_or("it is no value of the enum")?;
                let variant = variants.iter().find(|variant| variant.value == literal);
                let ident = variant.ok_or("it is no value of the enum")?.ident.clone();
                let id = self.named(&settled, &resolved, context);
                Ok(Literal::Variant(id, ident))
            }
            (Shape::Scalar(Scalar::Format(_)), Constant::String(_)) => {
                Err("its type has no constants")
            }
            (Shape::List(_) | Shape::Tuple(_) | Shape::Mixed(_), Constant::Composite(_))
            | (Shape::Map(_) | Shape::Object | Shape::Struct(_), Constant::Composite(_))
            | (Shape::Any | Shape::Own(..) | Shape::Union(_), _) => {
                Err("its type has no constants")
            }
            _ => other,
        }
    }
}
