//! Where the keys come from: a text of ids and keys, in the environment or in
//! a file that nobody else may read.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use specwright::Secret;

use super::{
    random::{RandomError, random_bytes, random_id},
    seal::{Key, KeyRing},
};

/// No file of keys is longer.
const LONGEST_FILE: u64 = 64 * 1024;

/// With or without padding, as people copy it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// There are no usable keys. No message carries a part of a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text names no key.
    #[error("there is no key: write `ID:KEY`, where KEY is 32 bytes in base64")]
    Missing,
    /// A key is not written as it should be.
    #[error("key {number}: {problem}")]
    Entry {
        /// Which key of the text, from 1.
        number: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// An id is given to two keys.
    #[error("two keys have the id `{id}`")]
    Twice {
        /// That id.
        id: String,
    },
    /// Others may read the file.
    #[error(
        "{} may be read or written by others (mode {mode:04o}): run chmod 600 on it, \
         and change the keys if somebody may have read them",
        file.display()
    )]
    OpenToOthers {
        /// The file.
        file: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file cannot be read or made.
    #[error("the key file {}: {source}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// There is no randomness to make a key of.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl KeyRing {
    /// Reads `ID:KEY,ID:KEY`: the first key is current, and a key is 32 bytes
    /// in base64. A line break separates like a comma; blank lines and lines
    /// that begin with `#` are skipped.
    ///
    /// # Errors
    /// Fails if there is no key, or one that is not written so.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<Key> = Vec::new();
        let entries = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        for (index, entry) in entries.enumerate() {
            let number = index + 1;
            let key = parse_key(entry).map_err(|problem| KeyError::Entry { number, problem })?;
            if keys.iter().any(|other| other.id == key.id) {
                return Err(KeyError::Twice { id: key.id });
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        let current = keys.next().ok_or(KeyError::Missing)?;
        Ok(Self::new(current, keys))
    }

    /// A new key as a line of such a text.
    ///
    /// # Errors
    /// Fails if the system gives no random bytes.
    pub fn new_line() -> Result<Secret, RandomError> {
        let (id, key) = (random_id::<8>()?, STANDARD.encode(random_bytes::<32>()?));
        Ok(Secret::new(format!("{id}:{key}")))
    }

    /// Reads the keys from `file`. If there is no such file, makes one with a
    /// new key, which only this user may read; of two processes that do so at
    /// once one wins and both use its key.
    ///
    /// # Errors
    /// Fails if others may read the file, if it holds no keys, or if it can
    /// be neither read nor made.
    pub fn load_or_create(file: &Path) -> Result<Self, KeyError> {
        let at = |source| KeyError::File {
            file: file.to_owned(),
            source,
        };
        match File::open(file) {
            Ok(opened) => return read(file, opened),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(error)),
        }
        create(file)?;
        read(file, File::open(file).map_err(at)?)
    }
}

fn parse_key(entry: &str) -> Result<Key, &'static str> {
    let (id, key) = entry
        .split_once(':')
        .ok_or("there is no `:` between an id and the key")?;
    let (id, key) = (id.trim(), key.trim());
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if id.is_empty() || id.len() > 32 || !id.bytes().all(legal) {
        return Err("its id is not 1 to 32 letters, digits, `-` or `_`");
    }
    // Both alphabets of RFC 4648 are in use for keys.
    let key = key.replace('-', "+").replace('_', "/");
    let bytes = BASE64.decode(key).map_err(|_| "it is not base64")?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| "it is not 32 bytes long")?;
    if bytes.iter().all(|byte| *byte == bytes[0]) {
        return Err("it is one byte 32 times, which is no key");
    }
    Ok(Key {
        id: id.to_owned(),
        cipher: XChaCha20Poly1305::new(&bytes.into()),
    })
}

fn read(path: &Path, file: File) -> Result<KeyRing, KeyError> {
    let at = |source| KeyError::File {
        file: path.to_owned(),
        source,
    };
    // Asked of the open file, so that it cannot be another one by now.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata().map_err(at)?.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(KeyError::OpenToOthers {
                file: path.to_owned(),
                mode,
            });
        }
    }
    let mut text = String::new();
    file.take(LONGEST_FILE)
        .read_to_string(&mut text)
        .map_err(at)?;
    KeyRing::parse(&text)
}

/// Writes the whole file beside its place first and then gives it its name,
/// which fails if the name is taken: nobody sees half a file, and none is
/// replaced.
fn create(path: &Path) -> Result<(), KeyError> {
    let at = |source| KeyError::File {
        file: path.to_owned(),
        source,
    };
    let line = format!(
        "# Seals the tokens in the database. Without it they cannot be read.\n{}\n",
        KeyRing::new_line()?.expose()
    );
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}.new", random_id::<8>()?));
    let draft = PathBuf::from(draft);
    let written = write_draft(&draft, &line).and_then(|()| fs::hard_link(&draft, path));
    // The draft goes in any case; if it cannot, it holds what the file holds.
    let _ = fs::remove_file(&draft);
    match written {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(at(error)),
        _ => sync_folder(path).map_err(at),
    }
}

fn write_draft(draft: &Path, line: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(draft)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

/// Makes the new name durable: a lost key is lost accounts.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn a_ring_is_read_from_commas_and_lines() {
        let other = "/".repeat(42) + "8"; // no padding
        let text = format!("# keys\n 2026b:{KEY} ,\n\n2026a:{}A\n", &"-_".repeat(21));
        let ring = KeyRing::parse(&text).unwrap();
        assert_eq!(ring.current(), "2026b");
        assert!(ring.knows("2026a") && !ring.knows("2025"));
        assert!(KeyRing::parse(&format!("x:{other}")).is_err(), "one byte");
    }

    #[test]
    fn what_is_no_ring_is_refused_without_showing_it() {
        for (text, message) in [
            ("", "there is no key"),
            (" , \n", "there is no key"),
            (KEY, "key 1: there is no `:`"),
            (&format!("a:{KEY},{KEY}"), "key 2: there is no `:`"),
            (&format!(":{KEY}"), "key 1: its id"),
            (&format!("a b:{KEY}"), "key 1: its id"),
            ("a:?", "key 1: it is not base64"),
            ("a:AAEC", "key 1: it is not 32 bytes"),
            (&format!("a:{}=", "A".repeat(43)), "key 1: it is one byte"),
            (&format!("a:{KEY},a:{KEY}"), "two keys have the id `a`"),
        ] {
            let error = KeyRing::parse(text).unwrap_err();
            assert!(error.to_string().starts_with(message), "{text}: {error}");
            assert!(!format!("{error} {error:?}").contains(&KEY[..8]));
        }
    }

    #[test]
    fn a_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        let made: Vec<_> = std::thread::scope(|scope| {
            let start = || scope.spawn(|| KeyRing::load_or_create(&file).unwrap());
            let threads: Vec<_> = (0..8).map(|_| start()).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let again = KeyRing::load_or_create(&file).unwrap();
        let sealed = again.seal(b"token", b"row").unwrap();
        for ring in made {
            assert_eq!(ring.open(&sealed, b"row").unwrap().expose(), "token");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no drafts");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_made_for_its_user_alone_and_refused_if_open_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys");
        KeyRing::load_or_create(&file).unwrap();
        let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);
        for open in [0o644, 0o640, 0o604, 0o660, 0o602] {
            fs::set_permissions(&file, fs::Permissions::from_mode(open)).unwrap();
            let error = KeyRing::load_or_create(&file).unwrap_err();
            assert!(matches!(error, KeyError::OpenToOthers { mode, .. } if mode == open));
        }
    }

    #[test]
    fn a_file_that_cannot_be_made_or_read_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/such/folder/keys");
        assert!(matches!(
            KeyRing::load_or_create(&missing),
            Err(KeyError::File { .. })
        ));
        assert!(KeyRing::load_or_create(folder.path()).is_err());
    }
}
