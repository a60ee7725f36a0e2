//! Entry of the WebAssembly module.

fn main() {
    civil_affairs_window::start();
}
