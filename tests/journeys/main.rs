//! Journeys in a real browser. One file for each thing a person relies on.

mod canary;
mod drafts;
mod engines;
mod faults;
mod following;
mod forms;
mod harness;
mod help;
mod lock;
mod main_job;
mod navigation;
mod newer;
mod outcomes;
mod pages;
mod partner;
mod photos;
mod restart;
mod sending;
mod shared;
mod storage;
mod tabs;
mod touch;
mod transfer;
mod transfer_size;
mod update;
mod window;
