//! The OpenAPI objects of 3.0, 3.1 and 3.2, read from positioned nodes. The
//! versions meet here: what comes out is one model.

pub mod model;
