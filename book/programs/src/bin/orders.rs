//! In how many orders can the steps of several threads come?
//!
//! Counts them, and writes out those of two threads with two steps.

/// The orders of the steps of threads that take so many each. The steps of a thread keep their order, so they are
/// the ways to say whose turn it is.
// ANCHOR: orders
fn orders(threads: u128, steps: u128) -> u128 {
    // The steps of all, one after the other: each thread chooses the places of its own among those that
    // are left. `count` stays whole, as it is a number of such choices after every step.
    let (mut count, mut places) = (1, 0);
    for _ in 0..threads {
        for own in 1..=steps {
            places += 1;
            count = count * places / own;
        }
    }
    count
}
// ANCHOR_END: orders

/// Every order of the letters of two words, each of which keeps its own.
fn merged(one: &str, other: &str) -> Vec<String> {
    let (Some(a), Some(b)) = (one.chars().next(), other.chars().next()) else {
        return vec![format!("{one}{other}")];
    };
    let first = merged(&one[a.len_utf8()..], other);
    let second = merged(one, &other[b.len_utf8()..]);
    let first = first.iter().map(|rest| format!("{a}{rest}"));
    first.chain(second.iter().map(|rest| format!("{b}{rest}"))).collect()
}

fn main() {
    println!("two threads, two steps each: {}", merged("AB", "xy").join(" "));
    println!();
    println!("steps each  two threads        three threads");
    for steps in [1, 2, 3, 4, 8, 16] {
        println!("{steps:>10}  {:<17}  {}", orders(2, steps), orders(3, steps));
    }
}

#[cfg(test)]
mod tests {
    use super::{merged, orders};

    #[test]
    fn what_is_counted_is_what_can_be_written_out() {
        for (steps, word) in [(1, "A"), (2, "AB"), (3, "ABC"), (4, "ABCD")] {
            let all = merged(word, &word.to_lowercase());
            assert_eq!(orders(2, steps), all.len() as u128);
        }
        assert_eq!(orders(3, 4), 34_650);
    }
}
