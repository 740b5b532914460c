//! Schemas: `SW03..`.

codes! {
    UNSATISFIABLE = "SW0301", "no value can satisfy this schema",
        "The keywords contradict each other, or a part that must hold is `false`: \
         no value is accepted here. Code is generated, but every request that has a \
         value here is refused. Correct the keywords.";
    NAME_CLASH = "SW0302", "two things want the same Rust name",
        "Different names of the document become the same Rust name. The one that is \
         written exactly like the Rust name keeps it, else the one whose pointer comes \
         first; the other gets a suffix. Nothing is dropped and names on the wire do \
         not change.";
    NULLABLE_INTENDED = "SW0303", "`nullable` beside something that refuses null",
        "`nullable: true` allows null only together with `type` in the same schema, \
         and `allOf`, `oneOf`, `anyOf`, `enum` and `$ref` beside it may refuse null all \
         the same (OpenAPI 3.0.3, Schema Object). Documents mean that null is a value \
         here, and so it is read. In 3.1 write `type: [.., \"null\"]`, or add a branch \
         `type: \"null\"`.";
    TYPE_MISSING = "SW0304", "keywords for one kind of value, without `type`",
        "Keywords such as `properties` say nothing about values of another kind, so \
         without `type` this schema accepts them all. Documents mean the kind that the \
         keywords are for, and so it is read. Add `type`.";
    ENUM_VALUE_KIND = "SW0305", "an `enum` value of another type than `type` says",
        "A number or boolean that YAML has without quotes is taken as its text in the \
         `enum` of a string; other values can never occur and are left out. Quote the \
         value, or correct `type`.";
    ENUM_VALUE_TWICE = "SW0306", "the same value twice in `enum`",
        "Values of an `enum` should be unique (JSON Schema, 6.1.2). The first one counts.";
    DEFAULT_NOT_HELD = "SW0307", "a `default` that has no Rust constant",
        "Defaults are given as constants where the type has them: booleans, integers, \
         numbers, plain strings and enums. A default of another type, or one that the \
         schema itself does not accept, is left out.";
    DISCRIMINATOR = "SW0308", "a discriminator that does not tell the branches apart",
        "Each branch needs a value of the discriminating member: a key of `mapping`, \
         or the name of the component it refers to (OpenAPI, Discriminator Object), and \
         no two branches may share one. The discriminator is ignored, and the branches \
         are told apart by what they accept.";
    BRANCH_TWICE = "SW0309", "the same branch twice",
        "Two branches of a `oneOf` or `anyOf` are the same schema. A `oneOf` then never \
         accepts what they describe; it is read as if the branch stood there once.";
    NULL_TWICE = "SW0310", "null in several branches of a `oneOf`",
        "`oneOf` accepts what exactly one branch accepts, so null, which several \
         accept, is refused. Make one branch nullable, or the whole schema.";
    REFERENCE_LOOP = "SW0311", "a schema that is only itself",
        "Following `$ref` and `allOf` leads back to the same schema without anything \
         in between. The loop says nothing and is ignored.";
    TOO_DEEP = "SW0312", "schemas nested too deeply",
        "Schemas are followed through `$ref`, `allOf`, items and branches up to a \
         limit. What lies deeper is read as any value.";
    FORMATS_DIFFER = "SW0313", "different formats for one value",
        "Schemas joined by `allOf` name different formats. The first one counts.";
    BOUND_NOT_READ = "SW0314", "a bound that is no exact number",
        "Bounds are compared exactly; they may have up to 38 digits. This one is not \
         checked.";
    ENUM_EMPTY = "SW0315", "an `enum` without values",
        "By the letter nothing is accepted here. Documents that are made by programs \
         mean that there is no restriction, and so it is read.";
    PATTERN_BACKTRACKS = "SW0316", "a pattern that is matched by trying",
        "Patterns are matched in a time that grows with the text alone. What looks ahead, looks \
         behind or refers back to a group cannot be matched so: it is tried, way by way, and a \
         text for which that takes too many steps is refused. Such a pattern needs the feature \
         `fancy-regex` of the crate `specwright`; generated crates switch it on.";
    OWN_NAME = "SW0317", "a given name that is no Rust name",
        "`x-rust-name` and `x-rust-names` give Rust names, and so does the table `names` of \
         `specwright.toml`: identifiers in the case that Rust has for them. Types and variants are \
         `UpperCamelCase`, fields, parameters and operations `snake_case`. `x-rust-names` is a list \
         with a name for each value of `enum`, or a mapping from values to names.";
    OWN_NAME_CLASH = "SW0318", "a given name that is taken",
        "A name that is given with `x-rust-name`, or in `specwright.toml`, is that of something \
         else already. Names that are made give way to one that is given, but two given names \
         cannot be the same, nor can one be that of something the generated code has itself.";
    OWN_NAME_UNUSED = "SW0319", "a given name for nothing",
        "`x-rust-name` stands beside a schema that becomes no type, field or variant of its own, \
         for example a plain string in a list. At a property a name in `snake_case` is that of the \
         field, one in `UpperCamelCase` that of the type that is written there. It is ignored.";
    OWN_TYPE = "SW0320", "a type of the user's that cannot be used",
        "`x-rust-type` names a type by its path from a crate: `::my_crate::Money`, or \
         `crate::Money` where the code is part of your crate. It is the path, or \
         `{ type, via, derives }`. `via` says how the type is read and written: `display` (strings \
         only; `FromStr` and `Display`), `serde` (`Deserialize` and `Serialize`), or `codec` \
         (Specwright's `Decode` and `Encode`). `derives` lists what it has of `eq`, `hash`, `copy` \
         and `default`; `Debug`, `Clone` and `PartialEq` it must have.";
    OWN_DERIVE = "SW0321", "a derive that cannot be added",
        "`x-rust-derive` is a path, or a list of paths, of derive macros for the struct or enum \
         that the schema becomes: `::my_crate::Visit`. `Debug`, `Clone` and `PartialEq`, and what \
         else the content allows of `Copy`, `Eq`, `Hash` and `Default`, is derived anyway.";
    VALUE_REFUSED = "SW0322", "a value that its own schema refuses",
        "`default`, `example`, `examples`, `enum` and `const` should be values that the schema they \
         stand beside accepts; so should the examples of parameters, headers and media types. \
         This one is not: a server refuses it, and no client should send it. Nothing is \
         generated from an example; a `default` is left out where its type cannot hold it. Correct \
         the value or the schema.";
}
