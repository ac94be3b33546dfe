//! The comments and blank lines of a pack file, as its layout has them.

/// Whether there is a comment in what stands between two things.
pub(super) fn has_comment(between: &str) -> bool {
    between.contains('#')
}

/// Whether a blank line stands above the thing, or among the comments above it.
pub(super) fn parted(between: &str) -> bool {
    let mut lines: Vec<&str> = between.split('\n').collect();
    // Behind the last line end stands the thing itself.
    lines.pop();
    lines.iter().any(|line| line.trim().is_empty())
}

/// The comments above a thing, each on its line; never two blank lines, none at the beginning but, for a table, one.
pub(super) fn above(between: &str, table: bool) -> String {
    let mut lines: Vec<&str> = between.split('\n').map(str::trim).collect();
    lines.pop();
    while lines.first().is_some_and(|line| line.is_empty()) {
        lines.remove(0);
    }
    let mut text = if table { "\n".to_owned() } else { String::new() };
    for (place, line) in lines.iter().enumerate() {
        if line.is_empty()
            && lines.get(place + 1).is_none_or(|next| next.is_empty())
            && place + 1 < lines.len()
        {
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The comment behind a thing, two spaces from it.
pub(super) fn beside(after: &str) -> String {
    let comment = after.trim();
    if comment.is_empty() { String::new() } else { format!("  {comment}") }
}
