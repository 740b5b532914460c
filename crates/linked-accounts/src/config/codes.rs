//! The stable codes of configuration errors.

use specwright_source::Code;

/// The file is not TOML, or not UTF-8.
pub(super) const SYNTAX: Code = Code("LA0101");
/// A key that does not exist.
pub(super) const UNKNOWN_KEY: Code = Code("LA0102");
/// A value of another type.
pub(super) const WRONG_TYPE: Code = Code("LA0103");
/// A key that must be there is not.
pub(super) const MISSING_KEY: Code = Code("LA0104");
/// A value that has no meaning here.
pub(super) const INVALID_VALUE: Code = Code("LA0105");
/// A URL that is none, or that is not safe to use.
pub(super) const INVALID_URL: Code = Code("LA0106");
/// A name of a project or an app that cannot be one.
pub(super) const INVALID_NAME: Code = Code("LA0107");
/// A secret that is missing, empty, or that others may read.
pub(super) const SECRET: Code = Code("LA0108");
/// A secret in the file itself.
pub(super) const INLINE_SECRET: Code = Code("LA0109");
/// An extra parameter that the flow sets itself.
pub(super) const RESERVED_PARAMETER: Code = Code("LA0110");
/// One name of an app for two providers.
pub(super) const TWO_PROVIDERS: Code = Code("LA0111");
