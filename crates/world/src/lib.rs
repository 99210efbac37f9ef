//! What happens between processes: network, disk, clock, crashes and the seed; out comes a trace.
