//! Where builds and progress are written.

use std::path::Path;

use super::Finding;
use crate::progress::Progress;
use crate::workspace::Workspace;

const MIB: u64 = 1 << 20;
/// What builds of all exercises take, with room for the book.
const COMFORTABLE: u64 = 2048 * MIB;
/// What the first check takes.
const NEEDED: u64 = 300 * MIB;

/// Where progress is kept.
pub(super) fn progress(workspace: &Workspace) -> Finding {
    const CHECK: &str = "progress";
    let progress = Progress::load(workspace);
    match (progress.moved_to(), progress.check()) {
        (_, Err(error)) => {
            Finding::broken(CHECK, format!("{error:#}"), "make the folder writable for you")
        }
        (None, Ok(place)) => {
            Finding::good(CHECK, format!("kept in `{}`", workspace.relative(&place)))
        }
        (Some(_), Ok(place)) => {
            let found = format!("the checkout is read-only: kept in `{}`", place.display());
            Finding::advice(CHECK, found, "keep that folder")
        }
    }
}

/// How much room is left where builds go.
pub(super) fn space(workspace: &Workspace) -> Finding {
    let place = existing(&workspace.target);
    match fs4::available_space(place) {
        Ok(left) => judge_space(left, &place.display().to_string()),
        Err(error) => {
            let found = format!("nobody knows what is left in `{}`: {error}", place.display());
            Finding::advice("disk space", found, "see that 2 GiB are left")
        }
    }
}

fn judge_space(left: u64, place: &str) -> Finding {
    const CHECK: &str = "disk space";
    let found = format!("{} MiB are left in `{place}`", left / MIB);
    let fix = "make room, such as by `cargo clean`, or set `CARGO_TARGET_DIR`";
    match left {
        _ if left < NEEDED => Finding::broken(CHECK, found, fix),
        _ if left < COMFORTABLE => Finding::advice(CHECK, found, fix),
        _ => Finding::good(CHECK, found),
    }
}

/// Whether builds go over a network, where they are slow and locks may not hold.
pub(super) fn filesystem(workspace: &Workspace) -> Finding {
    const CHECK: &str = "file system";
    let place = existing(&workspace.target);
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    match of_path(&mounts, place) {
        None => Finding::good(CHECK, "of a kind that this system does not tell"),
        Some(kind) if is_remote(kind) => {
            let found = format!("builds go over a network (`{kind}`), which is slow");
            Finding::advice(CHECK, found, "`CARGO_TARGET_DIR=/tmp/workbook` builds here")
        }
        Some(kind) => {
            Finding::good(CHECK, format!("builds go to a disk of this machine (`{kind}`)"))
        }
    }
}

/// The path, or the folder above that is there.
fn existing(path: &Path) -> &Path {
    path.ancestors().find(|folder| folder.exists()).unwrap_or(path)
}

/// The kind of the file system that holds `path`, from Linux's list of mounts.
fn of_path<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut words = line.split_whitespace().skip(1);
        let (Some(place), Some(kind)) = (words.next(), words.next()) else { continue };
        // How the list writes a space.
        let place = place.replace("\\040", " ");
        // Of two on one place the later one hides the other.
        if path.starts_with(&place) && found.is_none_or(|(length, _)| length <= place.len()) {
            found = Some((place.len(), kind));
        }
    }
    found.map(|(_, kind)| kind)
}

fn is_remote(kind: &str) -> bool {
    const REMOTE: [&str; 13] = [
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "davfs",
        "drvfs",
        "fuse.sshfs",
        "lustre",
        "nfs",
        "smb3",
        "vboxsf",
        "virtiofs",
    ];
    REMOTE.contains(&kind) || kind.starts_with("nfs")
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    const MOUNTS: &str = "/dev/a / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n\
                          tmpfs /home/me/my\\040disk tmpfs rw 0 0\n/dev/b /homes xfs rw 0 0\n";

    #[test]
    fn the_innermost_mount_holds_a_path() {
        let kind = |path| of_path(MOUNTS, Path::new(path));
        assert_eq!(kind("/work"), Some("ext4"));
        assert_eq!(kind("/home/me/workbook"), Some("nfs4"));
        assert_eq!(kind("/home/me/my disk/target"), Some("tmpfs"));
        assert_eq!(kind("/homes/you"), Some("xfs"));
        assert_eq!(of_path("", Path::new("/work")), None);
    }

    #[test]
    fn a_network_is_told_from_a_disk() {
        assert!(is_remote("nfs4") && is_remote("cifs") && is_remote("9p"));
        assert!(!is_remote("ext4") && !is_remote("overlay") && !is_remote("apfs"));
    }

    #[test]
    fn too_little_room_is_broken_and_little_room_is_advice() {
        let state = |left| judge_space(left, "target").state;
        assert_eq!(state(100 * MIB), State::Broken);
        assert_eq!(state(1000 * MIB), State::Advice);
        assert_eq!(state(9000 * MIB), State::Good);
    }
}
