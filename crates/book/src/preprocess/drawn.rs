//! Drawing and table of an execution, for those who read it from elsewhere than `book/traces`.

pub(crate) use super::interleaving::{Extra, place, table_with as table};
pub(crate) use super::lanes::draw as lanes;
pub(crate) use super::recorded::Step as Row;
