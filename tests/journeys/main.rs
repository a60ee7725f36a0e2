//! Journeys in a real browser. One file for each thing a person relies on.

mod restart;
