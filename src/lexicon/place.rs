//! Where something stands in the list that it was borrowed from, without looking through the list.

/// The place of an item in the list that holds it; `None` when it is no item of that list. A difference of addresses:
/// what is counted for every message is counted by place, and neither searched nor hashed.
pub(crate) fn place<T>(list: &[T], item: &T) -> Option<usize> {
    let apart = std::ptr::from_ref(item).addr().checked_sub(list.as_ptr().addr())?;
    let place = apart.checked_div(size_of::<T>())?;
    list.get(place).filter(|found| std::ptr::eq(*found, item)).map(|_| place)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn an_item_is_found_where_it_stands_and_nowhere_else() {
        let lists = [["a".to_owned(), "b".to_owned()], ["a".to_owned(), "b".to_owned()]];
        for list in &lists {
            for (at, item) in list.iter().enumerate() {
                assert_eq!(place(list, item), Some(at));
            }
        }
        assert_eq!(place(&lists[0], &lists[1][0]), None);
        assert_eq!(place(&lists[1], &lists[0][0]), None);
        assert_eq!(place(&[(), ()], &()), None);
    }
}
