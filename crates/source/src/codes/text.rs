//! Reading text: `SW01..`.

codes! {
    SYNTAX = "SW0101", "the text is neither YAML nor JSON",
        "The reader could not go on at this place. Text that begins with `{` or `[` and a quoted \
         key is read as JSON (RFC 8259), everything else as YAML 1.2.\n\n\
         Frequent reasons in YAML: a tab used for indentation; a value that holds `: ` or ` #`, or \
         begins with one of `@ ` % * & ! | > { [`, without quotes; a line that is indented more \
         or less than its neighbours. In JSON: a comma behind the last member, a comment, a single \
         quote instead of a double one.";
    DUPLICATE_KEY = "SW0102", "a key is there twice",
        "Both YAML and JSON ask for keys that are unique in their mapping. Readers disagree on \
         which of two values counts, so none is taken silently. The finding names both places; \
         remove or rename one of the keys. In YAML `200` and `\"200\"` are the same key, since \
         all keys of an OpenAPI document are strings.";
    EMPTY = "SW0103", "the file holds no document",
        "The file is empty, or holds nothing but blanks and comments. An OpenAPI document is a \
         mapping (YAML) or an object (JSON).";
    SEVERAL_DOCUMENTS = "SW0104", "the file holds more than one YAML document",
        "A line `---` begins another document in the same file. An OpenAPI description has one \
         document a file; put the others into files of their own and connect them with `$ref`.";
    TOO_DEEP = "SW0105", "values are nested too deep",
        "Values may be nested 128 levels deep, counted after YAML aliases are expanded. The limit \
         protects against hostile documents; hand-written ones stay far below it.";
    TOO_LARGE = "SW0106", "the file, or what its aliases expand to, is too large",
        "A file may have 64 MiB. What YAML aliases and merge keys expand to is limited too, since \
         a few lines of nested aliases can stand for more values than a computer can hold.";
    KEY_KIND = "SW0107", "a key is not a scalar",
        "YAML allows a mapping or a sequence as a key; JSON and OpenAPI do not. Often this is an \
         unquoted template: `{name}: ..` at the begin of a key is a flow mapping, and wants quotes.";
    ALIAS = "SW0108", "an alias leads nowhere",
        "A YAML alias `*name` repeats the value that carries the anchor `&name` earlier in the same \
         file, and cannot stand inside that value itself. A value that begins with a literal `*` \
         wants quotes.";
    MERGE = "SW0109", "a merge key needs a mapping",
        "The value of the merge key `<<` is an alias of a mapping, or a sequence of such aliases: \
         `<<: *base` or `<<: [*base, *more]`. Members that are written out win over merged ones, \
         and of several mappings the earlier one wins. A key that is really called `<<` is written \
         with quotes.";
    TAG = "SW0110", "a YAML tag does not fit or is ignored",
        "Tags of the YAML core schema (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, \
         `!!map`) are followed, and the value must fit them. Other tags, such as `!include`, have \
         no meaning in an OpenAPI document: the value is read as if they were not there, with a \
         warning. To include another file use `$ref`.";
    ENCODING = "SW0111", "the text is not UTF-8, or holds a forbidden character",
        "Documents are UTF-8, with or without a byte order mark. Control characters other than tab \
         and line ends must not stand in the text; inside double quotes they are written as an \
         escape, for example `\\u0007`.";
    ESCAPE = "SW0112", "an escape in a string is not valid",
        "JSON knows the escapes `\\\" \\\\ \\/ \\b \\f \\n \\r \\t` and `\\u` with four hexadecimal \
         digits. Characters beyond `\\uFFFF` are two such escapes, a high surrogate and a low one; \
         one without the other stands for no character. YAML knows some more, and only inside \
         double quotes.";
    NUMBER = "SW0113", "a number is not written as JSON writes numbers",
        "A JSON number has no leading `+`, no leading zeros, and digits on both sides of the point; \
         `NaN` and `Infinity` do not exist. A value that only looks like a number, such as a \
         version or a telephone number, is a string and wants quotes.";
    NOT_JSON = "SW0114", "the text begins like JSON and is YAML",
        "The text begins like a JSON document, and then has something that only YAML in flow style \
         allows: a comma behind the last member, a `#` comment, single quotes, or a key without \
         quotes. It is read as YAML. Other tools that read JSON will decline it.";
}
