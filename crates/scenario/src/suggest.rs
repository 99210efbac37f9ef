//! "Did you mean": the allowed word that is nearest to the one that was found.

/// The nearest word, if one is near enough to be a slip of the finger.
pub(crate) fn nearest<'a>(
    found: &str,
    allowed: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Longer words take quadratic time, and are no slips.
    if found.chars().count() > 40 {
        return None;
    }
    let far = 1 + found.chars().count() / 3;
    let near = allowed.into_iter().map(|word| (strsim::osa_distance(found, word), word));
    near.filter(|(distance, _)| *distance <= far).min().map(|(_, word)| word)
}

/// ` (did you mean "…"?)`, or nothing.
pub(crate) fn hint<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> String {
    nearest(found, allowed).map(|word| format!(" (did you mean \"{word}\"?)")).unwrap_or_default()
}

/// `"a", "b" or "c"`.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
