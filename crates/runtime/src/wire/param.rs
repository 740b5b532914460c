//! A parameter's name, place and form, as constant data.

use specwright_check::Facets;

use crate::violation::Place;

/// A parameter or header as the document describes it. Generated code holds
/// these as constants; the reader and the writer work from the same one.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its place and form.
    pub form: Form,
    /// What is checked beside its type.
    pub facets: &'static Facets,
}

/// Where a parameter is and how it looks there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In the path.
    Path {
        /// Style.
        style: PathStyle,
        /// Whether the items of a list are told apart by the style's own
        /// delimiter instead of a comma.
        explode: bool,
    },
    /// In the query.
    Query {
        /// Style.
        style: QueryStyle,
        /// Whether reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// In a header, style `simple`.
    Header,
    /// In a cookie, style `form`.
    Cookie {
        /// Whether each item of a list is a cookie of its own.
        explode: bool,
    },
}

/// Styles of path parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStyle {
    /// `a,b`
    Simple,
    /// `.a,b`, exploded `.a.b`
    Label,
    /// `;x=a,b`, exploded `;x=a;x=b`
    Matrix,
}

/// Styles of query parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryStyle {
    /// `x=a&x=b`
    Exploded,
    /// `x=a,b`
    Comma,
    /// `x=a%20b`
    Space,
    /// `x=a%7Cb`
    Pipe,
}

/// Constructors name the place, and further calls what differs from its usual
/// style: `Param::query("ids").comma()`, `Param::path("id").label().explode()`.
/// Calls that mean nothing for the place change nothing.
impl Param {
    const fn new(name: &'static str, form: Form) -> Self {
        Self {
            name,
            form,
            facets: &Facets::NONE,
        }
    }

    /// A path parameter, style `simple`.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(
            name,
            Form::Path {
                style: PathStyle::Simple,
                explode: false,
            },
        )
    }

    /// A query parameter, style `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(
            name,
            Form::Query {
                style: QueryStyle::Exploded,
                allow_reserved: false,
            },
        )
    }

    /// A header, style `simple`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Form::Header)
    }

    /// A cookie, style `form`, not exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Form::Cookie { explode: false })
    }

    /// The same path parameter, style `label`.
    #[must_use]
    pub const fn label(self) -> Self {
        self.path_style(PathStyle::Label)
    }

    /// The same path parameter, style `matrix`.
    #[must_use]
    pub const fn matrix(self) -> Self {
        self.path_style(PathStyle::Matrix)
    }

    /// The same query parameter, style `form`, not exploded.
    #[must_use]
    pub const fn comma(self) -> Self {
        self.query_style(QueryStyle::Comma)
    }

    /// The same query parameter, style `spaceDelimited`.
    #[must_use]
    pub const fn space(self) -> Self {
        self.query_style(QueryStyle::Space)
    }

    /// The same query parameter, style `pipeDelimited`.
    #[must_use]
    pub const fn pipe(self) -> Self {
        self.query_style(QueryStyle::Pipe)
    }

    /// The same path or cookie parameter, exploded.
    #[must_use]
    pub const fn explode(mut self) -> Self {
        match &mut self.form {
            Form::Path { explode, .. } | Form::Cookie { explode } => *explode = true,
            Form::Query { .. } | Form::Header => {}
        }
        self
    }

    /// The same query parameter, its reserved characters sent as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        if let Form::Query { allow_reserved, .. } = &mut self.form {
            *allow_reserved = true;
        }
        self
    }

    const fn path_style(mut self, new: PathStyle) -> Self {
        if let Form::Path { style, .. } = &mut self.form {
            *style = new;
        }
        self
    }

    const fn query_style(mut self, new: QueryStyle) -> Self {
        if let Form::Query { style, .. } = &mut self.form {
            *style = new;
        }
        self
    }

    /// The same parameter with checks beside its type.
    #[must_use]
    pub const fn facets(mut self, facets: &'static Facets) -> Self {
        self.facets = facets;
        self
    }

    /// The place that violations name.
    #[must_use]
    pub const fn place(&self) -> Place {
        match self.form {
            Form::Path { .. } => Place::Path,
            Form::Query { .. } => Place::Query,
            Form::Header => Place::Header,
            Form::Cookie { .. } => Place::Cookie,
        }
    }
}
