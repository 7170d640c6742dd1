//! For how long a construct holds a lock, in two editions of the language.
//!
//! A table: `held` where a second `lock` would wait for ever, `free` where it would not.

#[path = "../held.rs"]
mod held;

// ANCHOR: main
fn main() {
    let name = |held: bool| if held { "held" } else { "free" };
    println!("{:<38}2024  2021", "");
    for ((construct, now), (_, before)) in held::constructs().iter().zip(edition_2021::constructs())
    {
        println!("{construct:<38}{}  {}", name(*now), name(before));
    }
}
// ANCHOR_END: main
