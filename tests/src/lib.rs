//! Drives the app in a real browser.
