//! A share of the exercises, so that several machines can check them together.

use std::str::FromStr;

use crate::exercise::Exercise;

/// What `dev check` looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// All that there is.
    All,
    /// What belongs to the exercise of this name.
    Only(&'a str),
    /// A share of the exercises; the first has also what they have in common.
    Share(Share),
}

/// Every `of`-th exercise, beginning with the `number`-th.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    number: usize,
    of: usize,
}

impl Share {
    /// The exercises of this share: each is in exactly one of the shares.
    pub fn take(self, exercises: &[Exercise]) -> impl Iterator<Item = &Exercise> {
        exercises.iter().skip(self.number - 1).step_by(self.of)
    }

    /// Whether it is the first.
    pub fn is_first(self) -> bool {
        self.number == 1
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Share, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some(Share { number: number.parse().ok()?, of: of.parse().ok()? })
        });
        let known = numbers.filter(|share| (1..=share.of).contains(&share.number));
        known.ok_or_else(|| format!("`{text}` is no share: write `2/3` for the second of three"))
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn a_share_is_a_number_of_a_number() {
        assert_eq!("2/3".parse(), Ok(Share { number: 2, of: 3 }));
        for wrong in ["", "2", "0/3", "4/3", "a/3", "1/0", "1/2/3"] {
            let error = wrong.parse::<Share>().unwrap_err();
            assert!(error.ends_with("write `2/3` for the second of three"), "{error}");
        }
    }

    #[test]
    fn every_place_is_in_one_share() {
        let taken = |share: Share| (0..7).skip(share.number - 1).step_by(share.of);
        let shares = ["1/3", "2/3", "3/3"].map(|text| text.parse::<Share>().unwrap());
        let mut all: Vec<_> = shares.into_iter().flat_map(taken).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(shares.map(Share::is_first), [true, false, false]);
    }
}
