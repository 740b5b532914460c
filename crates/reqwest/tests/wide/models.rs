//! The models of the wide API, as they are generated but for the parts that no
//! test asks for.

/// An alias.
pub type PetId = i64;

/// A pet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pet {
    /// The member `id`.
    pub id: i64,
    /// The member `name`.
    pub name: String,
    /// The member `status`.
    pub status: Option<Status>,
}

::specwright::codegen::object! {
    Pet {
        id: i64 = Required "id",
        name: String = Required "name",
        status: Status = Optional "status",
    }
    new(id: i64, name: impl Into<String>)
}

/// A pet to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPet {
    /// The member `name`.
    pub name: String,
    /// The member `weight`.
    pub weight: Option<f64>,
}

::specwright::codegen::object! {
    NewPet {
        name: String = Required "name",
        weight: f64 = Optional "weight",
    }
    new(name: impl Into<String>)
}

/// Trouble.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The member `title`.
    pub title: String,
}

::specwright::codegen::object! {
    Problem {
        title: String = Required "title",
    }
    new(title: impl Into<String>)
}

/// Whether it can be had.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// `"available"`.
    Available,
    /// `"sold"`.
    Sold,
    /// A value that the document does not know, kept by the client.
    Unknown(::specwright::codegen::Unknown),
}

::specwright::codegen::string_enum! {
    Status {
        Available = "available",
        Sold = "sold",
        ..Unknown,
    }
}
