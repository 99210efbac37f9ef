//! What a trace means: the axioms of atomic commitment, who is blocked, what it cost.
