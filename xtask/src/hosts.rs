//! nginx and Caddy, for the tests of the settings that `challenge-map publish` writes for them. Debian's packages are
//! unpacked into this checkout, because installed ones would start services on the machine.

use crate::{Failure, install, process, process::on_path};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// Folder into which the packages are unpacked.
const HOME: &str = "target/hosts";
/// Debian's packages. nginx serves the copies compressed with brotli only with the module, which needs the library.
const PACKAGES: [&str; 4] = ["nginx", "libnginx-mod-http-brotli-static", "libbrotli1", "caddy"];

/// Paths of the servers.
#[derive(Debug)]
pub struct Servers {
    nginx: PathBuf,
    caddy: PathBuf,
    /// Folder with nginx's module and its library, if they were unpacked.
    unpacked: Option<PathBuf>,
}

impl Servers {
    /// Passes the paths to the tests as environment variables.
    pub fn tell(&self, command: &mut Command) {
        command.env("NGINX", &self.nginx).env("CADDY", &self.caddy);
        if let Some(root) = &self.unpacked {
            command.env("NGINX_ROOT", root);
        }
    }
}

/// Returns the servers: those unpacked before or now, or those on `PATH`.
pub fn install() -> Result<Servers, Failure> {
    if let Some(servers) = unpacked() {
        return Ok(servers);
    }
    let [apt, dpkg] = ["apt-get", "dpkg"].map(on_path);
    if let (Some(apt), Some(dpkg)) = (apt, dpkg) {
        unpack(&apt, &dpkg)?;
        return unpacked().ok_or_else(|| {
            Failure::Failed(format!("the packages unpacked into {HOME} hold no nginx or Caddy"))
        });
    }
    match (on_path("nginx"), on_path("caddy")) {
        (Some(nginx), Some(caddy)) => Ok(Servers { nginx, caddy, unpacked: None }),
        _ => Err(Failure::Missing(
            "the tests publish for nginx and Caddy and ask the real ones: install nginx and caddy (2.6 or newer) from your \
             distribution and run this again; `cargo xtask check` does without"
                .into(),
        )),
    }
}

fn unpacked() -> Option<Servers> {
    let root = env::current_dir().ok()?.join(HOME).join("root");
    let (nginx, caddy) = (root.join("usr/sbin/nginx"), root.join("usr/bin/caddy"));
    (nginx.is_file() && caddy.is_file()).then_some(Servers { nginx, caddy, unpacked: Some(root) })
}

fn unpack(apt: &Path, dpkg: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("unpacking nginx and Caddy failed: {error}"));
    println!(
        "Unpacking {} into {HOME}, for the tests of hosts (once, under a minute, 50 MB) …",
        PACKAGES.join(", ")
    );
    fs::create_dir_all(HOME).map_err(failed)?;
    let download = || {
        let mut command = Command::new(apt);
        command.arg("download").args(PACKAGES).current_dir(HOME);
        process::logged(command, "apt-get download", "install-hosts")
    };
    // Lists of packages may be missing or old; whoever is not root has to renew them.
    if download().is_err() {
        install::apt_update()?;
        download()?;
    }
    for entry in fs::read_dir(HOME).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            let mut command = Command::new(dpkg);
            command.arg("-x").arg(&path).arg(Path::new(HOME).join("root"));
            process::logged(command, "dpkg -x", "install-hosts")?;
        }
    }
    Ok(())
}
