//! "Did you mean": the allowed word that is nearest to the one that was found.

/// The nearest word, if one is near enough to be a slip of the finger.
pub(crate) fn nearest<'a>(
    found: &str,
    allowed: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    nearest_of(found, &mut allowed.into_iter())
}

/// For any words, so that the program holds it once.
fn nearest_of<'a>(found: &str, allowed: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words take quadratic time, and are no slips.
    if found.chars().count() > 40 {
        return None;
    }
    let far = 1 + found.chars().count() / 3;
    let near = allowed.map(|word| (strsim::osa_distance(found, word), word));
    near.filter(|(distance, _)| *distance <= far).min().map(|(_, word)| word)
}

/// ` (did you mean "…"?)`, or nothing.
pub(crate) fn hint<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> String {
    nearest(found, allowed).map(|word| format!(" (did you mean \"{word}\"?)")).unwrap_or_default()
}

/// `"a", "b" or "c"`.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    list_of(&mut words.into_iter())
}

fn list_of(words: &mut dyn Iterator<Item = &str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
