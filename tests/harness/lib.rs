//! A browser to ask questions of.
