//! Values of shared objects, carried as 64 bits and written by their type.

use std::any::TypeId;

/// How the 64 bits of a value are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Unsigned,
    Signed,
    Bool,
    Pointer,
    /// No value: the object is this thread.
    Thread(usize),
    /// Of a type that fits no other shape: not shown.
    Opaque,
}

impl Shape {
    /// The value as a reader would write it.
    pub(crate) fn show(self, bits: u64) -> String {
        match self {
            Shape::Unsigned => bits.to_string(),
            Shape::Signed => bits.cast_signed().to_string(),
            Shape::Bool => (bits != 0).to_string(),
            Shape::Pointer if bits == 0 => "null".to_owned(),
            Shape::Pointer => format!("{bits:#x}"),
            Shape::Opaque | Shape::Thread(_) => "…".to_owned(),
        }
    }
}

/// How a `T` is written, and how its bits are read.
struct Reader {
    shape: Shape,
    read: unsafe fn(*const ()) -> u64,
}

/// The readers of all types that are shown.
fn reader<T: ?Sized>() -> Option<Reader> {
    macro_rules! shown {
        ($($shape:ident: $($t:ty),+;)+) => {
            // `typeid::of` also names types that borrow; none of those is in the list, so an
            // equal id means the very type.
            match typeid::of::<T>() {
                $($(id if id == TypeId::of::<$t>() => Some(Reader {
                    shape: Shape::$shape,
                    // SAFETY: the caller of `read` owes a pointer to a live `$t`.
                    read: |p| unsafe { *p.cast::<$t>() as u64 },
                }),)+)+
                _ => None,
            }
        };
    }
    shown! {
        Unsigned: u8, u16, u32, u64, usize;
        Signed: i8, i16, i32, i64, isize;
        Bool: bool;
    }
}

/// How values of type `T` are written.
pub(crate) fn shape_of<T: ?Sized>() -> Shape {
    reader::<T>().map_or(Shape::Opaque, |reader| reader.shape)
}

/// The bits of a value whose type has a shape.
///
/// # Safety
/// `value` points to a live `T` that no other thread is writing.
pub(crate) unsafe fn peek<T: ?Sized>(value: *const T) -> Option<u64> {
    let reader = reader::<T>()?;
    // SAFETY: `reader` is `Some` only for the type it reads, and the caller says the value is live.
    Some(unsafe { (reader.read)(value.cast()) })
}
