//! What a written token looks like: an exception class, an upper-case name, a prefix with a number.

/// The shape of a token that starts with a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// `TypeError`, `java.lang.ClassNotFoundException`
    Exception,
    /// `SIGN_ERROR`: an upper-case name that speaks of trouble
    Trouble,
    /// `USER_CONFIRM`: an upper-case name that does not
    Upper,
    /// `ECONNREFUSED`, `SIGSEGV`: closed lists
    Known,
    /// `E1024`, `TS2300`
    Numbered,
    /// `NOTENOUGH`: one upper-case word
    Word,
}

const ERRNOS: &[&str] = &[
    "eacces",
    "eperm",
    "enoent",
    "econnrefused",
    "econnreset",
    "econnaborted",
    "etimedout",
    "epipe",
    "eaddrinuse",
    "eaddrnotavail",
    "eexist",
    "einval",
    "enomem",
    "enospc",
    "enotfound",
    "ehostunreach",
    "enetunreach",
    "enetdown",
    "eagain",
    "ebusy",
    "eisdir",
    "enotdir",
    "enotempty",
    "emfile",
    "eproto",
    "eai_again",
    "ebadf",
    "enotconn",
    "erofs",
];
const SIGNALS: &[&str] = &["sigsegv", "sigabrt", "sigbus", "sigfpe", "sigill", "sigtrap", "sigsys"];

/// Parts of upper-case names that speak of trouble.
const TROUBLE: &[&str] = &[
    "ERROR",
    "ERR",
    "FAILED",
    "FAILURE",
    "INVALID",
    "DENIED",
    "EXIST",
    "EXISTS",
    "FOUND",
    "LIMIT",
    "LIMITED",
    "EXCEED",
    "EXCEEDED",
    "TIMEOUT",
    "REFUSED",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "ILLEGAL",
    "MISMATCH",
    "ABORTED",
    "OVERFLOW",
    "CONFLICT",
    "UNAVAILABLE",
    "UNSUPPORTED",
    "SUPPORTED",
    "ENOUGH",
    "INSUFFICIENT",
    "EXCEPTION",
    "REJECTED",
    "EXPIRED",
    "MISSING",
    "DISCARDED",
    "ENABLED",
    "NOTENOUGH",
    "NOAUTH",
    "ORDERPAID",
    "ORDERCLOSED",
    "ORDERNOTEXIST",
    "REFUNDNOTEXIST",
    "AUTHCODEEXPIRE",
    "ABNORMAL",
    "NXDOMAIN",
    "DIED",
    "CORRUPTION",
    "VIOLATION",
    "UNREACHABLE",
    "FREQUENCY",
    "DUPLICATE",
    "DUPLICATED",
    "FATAL",
    "BROKEN",
    "UNKNOWN",
];

/// Names of functions look like exceptions: IsSystemError.
const VERBS: &[&str] = &[
    "Is", "On", "Get", "Set", "Has", "Handle", "Throw", "Raise", "Catch", "Check", "Show", "Log", "Last",
    "New", "No",
];

/// The shape of `token` (letters, figures and underscores, as written), or none.
pub(super) fn shape(token: &str) -> Option<Shape> {
    let bytes = token.as_bytes();
    let lower = token.to_ascii_lowercase();
    if ERRNOS.contains(&lower.as_str()) && (token.len() > 6 || token.to_ascii_uppercase() == token)
        || SIGNALS.contains(&lower.as_str())
    {
        return Some(Shape::Known);
    }
    if token == "WinError" {
        return None;
    }
    let stem = token.strip_suffix("Exception").or_else(|| token.strip_suffix("Error"));
    if let Some(stem) = stem.filter(|stem| stem.len() >= 2 && stem.as_bytes()[0].is_ascii_uppercase()) {
        let verb = VERBS.iter().any(|verb| {
            stem == *verb
                || stem.strip_prefix(verb).is_some_and(|rest| rest.as_bytes()[0].is_ascii_uppercase())
        });
        return (!verb && bytes.iter().all(u8::is_ascii_alphanumeric)).then_some(Shape::Exception);
    }
    let upper = bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_');
    if upper && token.contains('_') && token.len() >= 5 && !token.ends_with('_') && !token.starts_with('_') {
        let parts = || token.split('_');
        let trouble =
            parts().any(|part| TROUBLE.contains(&part)) || token == "NO_AUTH" || token.starts_with("NOT_");
        return Some(if trouble { Shape::Trouble } else { Shape::Upper });
    }
    // A customer's own spelling: err_connection_refused.
    if lower == token && token.starts_with("err_") && token.matches('_').count() >= 2 {
        return Some(Shape::Trouble);
    }
    if numbered(bytes) {
        return Some(Shape::Numbered);
    }
    let returned = [
        "FAIL", "SUCCESS", "ERROR", "TRUE", "FALSE", "NULL", "NONE", "WARN", "WARNING", "INFO", "FATAL",
        "DEBUG", "FAILED", "FAILURE",
    ];
    let long = bytes.len() >= 7 || token == "NOAUTH";
    (upper && long && bytes.iter().all(u8::is_ascii_uppercase) && !returned.contains(&token))
        .then_some(Shape::Word)
}

/// `E1024`, `TS2300a`: letters, figures, and at most one letter more.
fn numbered(bytes: &[u8]) -> bool {
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let figures = bytes[letters..].iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = &bytes[letters + figures..];
    (1..=6).contains(&letters)
        && (1..=8).contains(&figures)
        && tail.len() <= 1
        && tail.iter().all(u8::is_ascii_alphabetic)
}

/// Whether an upper-case word is one of trouble.
pub(super) fn is_trouble(word: &str) -> bool {
    // ABNORMAL alone is a state.
    word != "ABNORMAL" && TROUBLE.contains(&word)
}

/// Prefixes of standards, algorithms, rules and keys that look like codes: CWE-295, SHA256, F11, UTF8.
pub(super) fn no_prefix(letters: &str) -> bool {
    const NO: &[&str] = &[
        "cwe", "cve", "rfc", "iso", "gb", "utf", "sha", "md", "hmacsha", "aes", "des", "rsa", "http",
        "https", "tls", "ssl", "ipv", "win", "ie", "vs", "mp", "v", "f", "x", "usb", "h", "b", "level",
        "http_", "wifi", "vip", "no", "id", "pt", "hd", "gt", "rtx", "gtx", "i", "a", "m", "q", "p", "g",
        "ddr", "jdk", "php", "python", "py", "java", "word", "excel", "es", "k", "s", "t", "y", "r", "u",
        "d", "l", "n", "c", "api", "apiv",
    ];
    NO.contains(&letters)
}

/// Namespaces whose members are codes wherever they stand.
pub(super) fn namespace(word: &str) -> bool {
    matches!(
        word,
        "acq"
            | "isv"
            | "isp"
            | "aop"
            | "tikv"
            | "tidb"
            | "ddl"
            | "planner"
            | "executor"
            | "autoid"
            | "meta"
            | "privilege"
            | "txn"
    )
}
