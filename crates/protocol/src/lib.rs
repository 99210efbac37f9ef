//! What one process does: the commit protocols as sans-IO state machines.
