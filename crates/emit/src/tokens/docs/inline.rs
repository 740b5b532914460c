//! CommonMark's inlines: what would act is escaped, the rest stays.

/// A paragraph without HTML, without links that rustdoc would resolve among
/// the items, with bare addresses in angle brackets.
pub(super) fn harmless(text: &str) -> String {
    let mut inline = Inline {
        out: String::with_capacity(text.len() + 16),
        rest: text,
        links: Vec::new(),
    };
    while let Some(c) = inline.rest.chars().next() {
        inline.step(c);
    }
    inline.out
}

struct Inline<'t> {
    out: String,
    rest: &'t str,
    /// What is left to read where the text of each open link ends.
    links: Vec<usize>,
}

impl Inline<'_> {
    fn step(&mut self, c: char) {
        match c {
            '\\' => self.escape(),
            '`' => self.backticks(),
            '<' => self.angle(),
            '[' => self.bracket(),
            ']' if self.links.last() == Some(&self.rest.len()) => {
                self.links.pop();
                let end = link_end(self.rest).unwrap_or(1);
                self.take(end);
            }
            'h' if starts_with_address(self.rest) => self.address(),
            _ => self.take(c.len_utf8()),
        }
    }

    /// Copies `length` bytes.
    fn take(&mut self, length: usize) {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.out.push_str(taken);
        self.rest = rest;
    }

    fn escape(&mut self) {
        let next = self.rest.get(1..).and_then(|rest| rest.chars().next());
        match next {
            Some(next) if next.is_ascii_punctuation() => self.take(2),
            _ => self.take(1),
        }
    }

    /// A code span as it is; backticks that close nothing are escaped.
    fn backticks(&mut self) {
        let length = self.rest.len() - self.rest.trim_start_matches('`').len();
        let (run, after) = self.rest.split_at(length);
        match closing_run(after, length) {
            Some(end) => self.take(length + end + length),
            None => {
                for _ in run.chars() {
                    self.out.push_str("\\`");
                }
                self.rest = after;
            }
        }
    }

    /// An address in angle brackets stays, anything else is no HTML.
    fn angle(&mut self) {
        let inner = self.rest.get(1..).unwrap_or_default();
        let address = inner.find('>').filter(|end| {
            inner.get(..*end).is_some_and(|inner| {
                is_safe_target(inner) && !inner.contains(|c: char| c.is_whitespace() || c == '<')
            })
        });
        match address {
            Some(end) => self.take(end + 2),
            None => {
                self.out.push('\\');
                self.take(1);
            }
        }
    }

    /// A link to the web stays; other brackets are escaped.
    fn bracket(&mut self) {
        let link = matching_bracket(self.rest).filter(|close| {
            self.rest
                .get(*close..)
                .is_some_and(|rest| link_end(rest).is_some())
        });
        if let Some(close) = link {
            self.links.push(self.rest.len() - close);
        } else {
            self.out.push('\\');
        }
        self.take(1);
    }

    /// A bare address, put in angle brackets; within a link's text it stays.
    fn address(&mut self) {
        let end = self
            .rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '|')
            })
            .unwrap_or(self.rest.len());
        let mut address = self.rest.get(..end).unwrap_or_default();
        while let Some(last) = address.chars().next_back() {
            let balanced = last == ')' && address.contains('(');
            if !balanced
                && matches!(
                    last,
                    '.' | ',' | ';' | ':' | '!' | '?' | ')' | '\'' | '*' | '_'
                )
            {
                address = address
                    .get(..address.len() - last.len_utf8())
                    .unwrap_or_default();
            } else {
                break;
            }
        }
        let length = address.len().max(1);
        if self.links.is_empty() && length > "https://".len() {
            self.out.push('<');
            self.take(length);
            self.out.push('>');
        } else {
            self.take(length);
        }
    }
}

fn starts_with_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Targets that rustdoc does not look for among the items.
fn is_safe_target(target: &str) -> bool {
    starts_with_address(target) || target.starts_with("mailto:")
}

/// Where the run of exactly `length` backticks begins.
fn closing_run(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += rest.find('`')?;
        let rest = text.get(at..)?;
        let run = rest.len() - rest.trim_start_matches('`').len();
        if run == length {
            return Some(at);
        }
        at += run;
    }
}

/// Where the bracket that opens `text` is closed.
fn matching_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of `](target)`, if the target is one of the web.
fn link_end(text: &str) -> Option<usize> {
    let target = text.strip_prefix("](")?;
    let end = target.find(|c: char| c == ')' || c.is_whitespace() || c == '<')?;
    let closed = target.get(end..)?.starts_with(')');
    (closed && is_safe_target(target)).then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_acts_is_escaped_and_the_rest_stays() {
        for (text, expected) in [
            ("plain *text* & so on", "plain *text* & so on"),
            (
                "a <script>alert(1)</script>",
                "a \\<script>alert(1)\\</script>",
            ),
            ("<!-- x -->", "\\<!-- x -->"),
            ("Vec<T>", "Vec\\<T>"),
            ("`Vec<T>` and [`x`]", "`Vec<T>` and \\[`x`]"),
            ("``a ` [b]`` c", "``a ` [b]`` c"),
            ("a ` b", "a \\` b"),
            ("[x]", "\\[x]"),
            ("[x](Foo)", "\\[x](Foo)"),
            ("[x](javascript:alert(1))", "\\[x](javascript:alert(1))"),
            ("[x](https://e.org/a)", "[x](https://e.org/a)"),
            (
                "[`a` https://e.org](https://e.org/a)",
                "[`a` https://e.org](https://e.org/a)",
            ),
            ("[a [b](https://e.org)", "\\[a [b](https://e.org)"),
            ("[x]: https://e.org", "\\[x]: <https://e.org>"),
            ("see https://e.org/a.", "see <https://e.org/a>."),
            ("(https://e.org/a)", "(<https://e.org/a>)"),
            ("https://e.org/a_(b)", "<https://e.org/a_(b)>"),
            ("<https://e.org/a>", "<https://e.org/a>"),
            ("https://", "https://"),
            ("\\<b> \\[x]", "\\<b> \\[x]"),
            ("a [", "a \\["),
            ("*/ ", "*/ "),
            ("ende\\", "ende\\"),
        ] {
            assert_eq!(harmless(text), expected, "{text}");
        }
    }
}
