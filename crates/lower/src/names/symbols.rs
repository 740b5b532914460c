//! What characters are called that cannot stand in an identifier.

/// Longer symbols, looked for before single characters.
const LONG: [(&str, &str); 10] = [
    (">=", "GtEq"),
    ("<=", "LtEq"),
    ("==", "EqEq"),
    ("!=", "NotEq"),
    ("<>", "NotEq"),
    ("=~", "Matches"),
    ("!~", "NotMatches"),
    ("&&", "And"),
    ("||", "Or"),
    ("->", "Arrow"),
];

/// Takes one symbol from the front of `text`: its name and its length in
/// bytes. Characters without a name are called by their number.
pub(super) fn take(text: &str) -> Option<(String, usize)> {
    for (symbol, name) in LONG {
        if text.starts_with(symbol) {
            return Some((name.to_owned(), symbol.len()));
        }
    }
    let c = text.chars().next()?;
    let name = match single(c) {
        Some(name) => name.to_owned(),
        None => format!("U{:04X}", u32::from(c)),
    };
    Some((name, c.len_utf8()))
}

/// The name of a character that is no letter and no digit.
fn single(c: char) -> Option<&'static str> {
    Some(match c {
        '=' => "Eq",
        '<' => "Lt",
        '>' => "Gt",
        '≥' => "GtEq",
        '≤' => "LtEq",
        '≠' => "NotEq",
        '+' => "Plus",
        '-' | '−' => "Minus",
        '±' => "PlusMinus",
        '*' => "Star",
        '×' => "Times",
        '÷' => "Divided",
        '/' => "Slash",
        '\\' => "Backslash",
        '%' => "Percent",
        '&' => "And",
        '|' => "Pipe",
        '!' => "Not",
        '~' => "Tilde",
        '^' => "Caret",
        '#' => "Hash",
        '@' => "At",
        '$' => "Dollar",
        '€' => "Euro",
        '£' => "Pound",
        '°' => "Degree",
        '?' => "Question",
        '.' => "Dot",
        ',' => "Comma",
        ':' => "Colon",
        ';' => "Semicolon",
        '\'' => "Quote",
        '"' => "DoubleQuote",
        '`' => "Backtick",
        '_' => "Underscore",
        '(' => "OpenParen",
        ')' => "CloseParen",
        '[' => "OpenBracket",
        ']' => "CloseBracket",
        '{' => "OpenBrace",
        '}' => "CloseBrace",
        ' ' => "Blank",
        '\t' => "Tab",
        '\n' => "Newline",
        '\r' => "Return",
        _ => return None,
    })
}

/// The symbols that say something also beside letters and digits: `C++`,
/// `C#`, `50%`.
pub(super) fn speaks_inside(c: char) -> bool {
    matches!(
        c,
        '+' | '#' | '&' | '%' | '*' | '=' | '≥' | '≤' | '≠' | '°' | '€' | '£' | '±' | '×'
    )
}

/// The symbols that say something in front of letters and digits: `-created`,
/// `>5`.
pub(super) fn speaks_in_front(c: char) -> bool {
    matches!(c, '-' | '−' | '<' | '>' | '!' | '~') || speaks_inside(c)
}

/// A letter of a European script in ASCII; `None` for other characters.
pub(super) fn transliterate(c: char) -> Option<&'static str> {
    latin(c).or_else(|| greek(c)).or_else(|| cyrillic(c))
}

fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'À' | 'Á' | 'Â' | 'Ã' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'Ä' | 'Æ' => "Ae",
        'ä' | 'æ' => "ae",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ď' | 'Đ' | 'Ð' => "D",
        'ď' | 'đ' | 'ð' => "d",
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ĥ' | 'Ħ' => "H",
        'ĥ' | 'ħ' => "h",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "I",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'Ĵ' => "J",
        'ĵ' => "j",
        'Ķ' => "K",
        'ķ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => "o",
        'Ö' | 'Œ' => "Oe",
        'ö' | 'œ' => "oe",
        'Ŕ' | 'Ř' => "R",
        'ŕ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ț' => "T",
        'ţ' | 'ť' | 'ț' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù' | 'Ú' | 'Û' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù' | 'ú' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'Ü' => "Ue",
        'ü' => "ue",
        'Ŵ' => "W",
        'ŵ' => "w",
        'Ý' | 'Ÿ' | 'Ŷ' => "Y",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        'µ' | 'μ' => "u",
        '²' => "2",
        '³' => "3",
        '¹' => "1",
        _ => return None,
    })
}

fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'Α' | 'Ά' => "A",
        'α' | 'ά' => "a",
        'Β' => "B",
        'β' => "b",
        'Γ' => "G",
        'γ' => "g",
        'Δ' => "D",
        'δ' => "d",
        'Ε' | 'Έ' => "E",
        'ε' | 'έ' => "e",
        'Ζ' => "Z",
        'ζ' => "z",
        'Η' | 'Ή' | 'Ι' | 'Ί' => "I",
        'η' | 'ή' | 'ι' | 'ί' => "i",
        'Θ' => "Th",
        'θ' => "th",
        'Κ' => "K",
        'κ' => "k",
        'Λ' => "L",
        'λ' => "l",
        'Μ' => "M",
        'Ν' => "N",
        'ν' => "n",
        'Ξ' => "X",
        'ξ' => "x",
        'Ο' | 'Ό' | 'Ω' | 'Ώ' => "O",
        'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'Π' => "P",
        'π' => "p",
        'Ρ' => "R",
        'ρ' => "r",
        'Σ' => "S",
        'σ' | 'ς' => "s",
        'Τ' => "T",
        'τ' => "t",
        'Υ' | 'Ύ' => "Y",
        'υ' | 'ύ' => "y",
        'Φ' => "F",
        'φ' => "f",
        'Χ' => "Ch",
        'χ' => "ch",
        'Ψ' => "Ps",
        'ψ' => "ps",
        _ => return None,
    })
}

fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'А' => "A",
        'а' => "a",
        'Б' => "B",
        'б' => "b",
        'В' => "V",
        'в' => "v",
        'Г' | 'Ґ' => "G",
        'г' | 'ґ' => "g",
        'Д' => "D",
        'д' => "d",
        'Е' | 'Э' | 'Є' => "E",
        'е' | 'э' | 'є' => "e",
        'Ё' => "Yo",
        'ё' => "yo",
        'Ж' => "Zh",
        'ж' => "zh",
        'З' => "Z",
        'з' => "z",
        'И' | 'І' => "I",
        'и' | 'і' => "i",
        'Ї' => "Yi",
        'ї' => "yi",
        'Й' | 'Ы' => "Y",
        'й' | 'ы' => "y",
        'К' => "K",
        'к' => "k",
        'Л' => "L",
        'л' => "l",
        'М' => "M",
        'м' => "m",
        'Н' => "N",
        'н' => "n",
        'О' => "O",
        'о' => "o",
        'П' => "P",
        'п' => "p",
        'Р' => "R",
        'р' => "r",
        'С' => "S",
        'с' => "s",
        'Т' => "T",
        'т' => "t",
        'У' => "U",
        'у' => "u",
        'Ф' => "F",
        'ф' => "f",
        'Х' => "Kh",
        'х' => "kh",
        'Ц' => "Ts",
        'ц' => "ts",
        'Ч' => "Ch",
        'ч' => "ch",
        'Ш' => "Sh",
        'ш' => "sh",
        'Щ' => "Shch",
        'щ' => "shch",
        'Ъ' | 'ъ' | 'Ь' | 'ь' => "",
        'Ю' => "Yu",
        'ю' => "yu",
        'Я' => "Ya",
        'я' => "ya",
        _ => return None,
    })
}
