//! The real program, started as an operator starts it.
//! What can be tested without a process of its own is tested elsewhere.

mod crash;
mod outside;
mod running;
