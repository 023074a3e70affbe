//! Listening, accepting, and stopping without cutting anybody off.
//! Placeholder text.
