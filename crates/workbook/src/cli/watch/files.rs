//! Notices changes of files: told by the system, or where it tells nothing, by looking every second.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::events::Event;

/// How often files are looked at where nobody tells.
const LOOK: Duration = Duration::from_secs(1);

/// File systems of another machine, or of the host: what is changed there is not told here.
const FAR: [&str; 14] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fuse.rclone",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "gfs2",
    "nfs",
    "nfs4",
    "smb3",
    "vboxsf",
    "virtiofs",
];

/// Sends [`Event::Saved`] when something in the folder of an exercise may have changed.
pub(super) struct Files {
    watcher: Box<dyn Watcher>,
    events: Sender<Event>,
    watched: Option<PathBuf>,
    polls: Option<String>,
}

impl Files {
    /// Watches nothing yet. With `poll`, looks every second instead of waiting to be told.
    pub(super) fn new(events: Sender<Event>, root: &Path, poll: bool) -> Result<Files> {
        let far = if poll { Some("as asked".into()) } else { far(root) };
        let native = match &far {
            None => native(events.clone()).ok(),
            Some(_) => None,
        };
        match native {
            Some(watcher) => Ok(Files { watcher, events, watched: None, polls: None }),
            None => {
                let why = far.unwrap_or_else(|| "the system reports no changes".into());
                Ok(Files {
                    watcher: polling(events.clone())?,
                    events,
                    watched: None,
                    polls: Some(why),
                })
            }
        }
    }

    /// Watches `folder` and all below it, and nothing else.
    pub(super) fn follow(&mut self, folder: &Path) -> Result<()> {
        if let Some(old) = self.watched.take() {
            // It may be gone, and then nothing is to be done.
            let _ = self.watcher.unwatch(&old);
        }
        if let Err(error) = self.watcher.watch(folder, RecursiveMode::Recursive)
            && self.polls.is_none()
        {
            // Such as the limit on inotify's watches.
            self.polls = Some(workbook::text::plain(&error.to_string()));
            self.watcher = polling(self.events.clone())?;
            self.watcher
                .watch(folder, RecursiveMode::Recursive)
                .with_context(|| format!("failed to watch `{}`", folder.display()))?;
        }
        self.watched = Some(folder.to_owned());
        Ok(())
    }

    /// Why files are looked at every second, if they are.
    pub(super) fn polls(&self) -> Option<&str> {
        self.polls.as_deref()
    }
}

fn native(events: Sender<Event>) -> Result<Box<dyn Watcher>> {
    Ok(Box::new(RecommendedWatcher::new(told(events), Config::default())?))
}

fn polling(events: Sender<Event>) -> Result<Box<dyn Watcher>> {
    // By content: the clock of another machine, or a coarse one, hides a save.
    let config = Config::default().with_poll_interval(LOOK).with_compare_contents(true);
    let watcher = PollWatcher::new(told(events), config).context("failed to watch files")?;
    Ok(Box::new(watcher))
}

fn told(events: Sender<Event>) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
    move |event| {
        // What cannot be read may be a change: whoever looks compares the texts.
        if event.map_or(true, |event| is_change(&event.kind)) {
            let _ = events.send(Event::Saved);
        }
    }
}

/// Reading is no change; otherwise each check would be the cause of the next.
fn is_change(kind: &EventKind) -> bool {
    !kind.is_access() || *kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

/// Says so if `root` is on a file system whose changes are not told.
fn far(root: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = kind_of_mount(&mounts, root)?;
    FAR.contains(&kind).then(|| format!("{kind} reports no changes"))
}

/// The type of the file system that holds `path`: see proc_pid_mountinfo(5).
fn kind_of_mount<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let (place, kind) = line.split_once(" - ")?;
        let place = place.split(' ').nth(4)?.replace("\\040", " ");
        let depth = Path::new(&place).components().count();
        path.starts_with(&place).then_some((depth, kind.split(' ').next()?))
    };
    // Of two mounts at one place the later one is seen.
    mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /home/a\\040b rw - nfs4 server:/home rw
41 22 0:41 / /home/ab rw - xfs /dev/sdb rw
";

    #[test]
    fn the_deepest_mount_decides() {
        assert_eq!(kind_of_mount(MOUNTS, Path::new("/home/a b/workbook")), Some("nfs4"));
        assert_eq!(kind_of_mount(MOUNTS, Path::new("/home/ab/workbook")), Some("xfs"));
        assert_eq!(kind_of_mount(MOUNTS, Path::new("/home/abc")), Some("ext4"));
    }

    #[test]
    fn a_change_is_noticed_both_ways() {
        for poll in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("src/lib.rs");
            workbook::files::write(&file, "before").unwrap();
            let (events, inbox) = mpsc::channel();
            let mut files = Files::new(events, folder.path(), poll).unwrap();
            files.follow(folder.path()).unwrap();
            workbook::files::write(&file, "after").unwrap();
            assert!(matches!(inbox.recv(), Ok(Event::Saved)), "poll: {poll}");
        }
    }
}
