//! Which fields of a record are read: where its message stands, and what is handed through untouched.

/// Which fields are read beside those with a fixed name.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Where the message stands in an object; else in `text`.
    pub path: Option<FieldPath>,
    /// The column of a table that holds the message; else `text`.
    pub column: Option<Column>,
    /// The first row of a table is a record too, and its columns are called by their numbers.
    pub headless: bool,
    /// What is handed through.
    pub keep: Keep,
}

/// The way to a value inside an object: names, and numbers from 0 for the places of an array.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldPath {
    written: String,
    pub(super) steps: Vec<String>,
}

/// A column by its name, or by its number from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column(pub String);

/// Fields that are handed through to the output.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Keep {
    /// None.
    #[default]
    Nothing,
    /// All that are not read.
    Others,
    /// Those with these names, read or not.
    Named(Vec<String>),
}

impl FieldPath {
    /// Reads `data.message.text`, or the JSON Pointer `/data/message/text` (RFC 6901) where names hold dots.
    ///
    /// # Errors
    /// A name is empty.
    pub fn parse(written: &str) -> Result<Self, String> {
        let steps: Vec<_> = match written.strip_prefix('/') {
            Some(pointer) => {
                pointer.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect()
            }
            None => written.split('.').map(str::to_owned).collect(),
        };
        if steps.iter().any(String::is_empty) {
            return Err("write names with dots between them, as data.message.text".to_owned());
        }
        Ok(Self { written: written.to_owned(), steps })
    }

    /// As it was written.
    pub(super) fn written(&self) -> &str {
        &self.written
    }
}

impl Column {
    /// The place of the column among those of a header.
    pub(super) fn among(&self, names: &[String]) -> Option<usize> {
        let Self(wanted) = self;
        let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < names.len());
        names.iter().position(|name| name == wanted).or_else(number)
    }
}

impl Keep {
    /// Whether a field is handed through, which is `read` by the program itself or not.
    pub(super) fn holds(&self, name: &str, read: bool) -> bool {
        match self {
            Self::Nothing => false,
            Self::Others => !read,
            Self::Named(names) => names.iter().any(|kept| kept == name),
        }
    }
}

impl Fields {
    /// What the field is called that holds the message of an object.
    pub(super) fn message(&self) -> &str {
        self.path.as_ref().map_or("text", FieldPath::written)
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, FieldPath};

    #[test]
    fn a_path_has_two_spellings() {
        let steps = |written| FieldPath::parse(written).map(|path| path.steps.join(" "));
        assert_eq!(steps("data.message.text").unwrap(), "data message text");
        assert_eq!(steps("/data/a.b/c~1d~0").unwrap(), "data a.b c/d~");
        for wrong in ["", "a..b", ".a", "/", "a."] {
            assert!(steps(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_column_goes_by_name_before_it_goes_by_number() {
        let names = ["2", "内容", "id"].map(str::to_owned);
        let place = |column: &str| Column(column.to_owned()).among(&names);
        assert_eq!(
            ["内容", "2", "3", "1", "0", "4", "x"].map(place),
            [Some(1), Some(0), Some(2), Some(0), None, None, None]
        );
    }
}
