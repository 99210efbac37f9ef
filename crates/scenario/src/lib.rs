//! A scenario file to a setup, accidents, required outcomes and words; and the share link.
