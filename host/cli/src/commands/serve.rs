//! `assay serve`

use std::{path::Path, sync::Arc};

use assay_domain::exit_code;
use assay_register::Register;
use assay_web::{Door, Office, Provider, Service};
use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::{net::TcpListener, sync::Mutex};

use crate::{
    args::{Serve, Shared},
    office::FolderOffice,
    output,
    workbench::{Workbench, catalogue},
};

pub(crate) async fn serve(arguments: &Serve, shared: &Shared) -> miette::Result<u8> {
    let tls = match (&arguments.tls_cert, &arguments.tls_key) {
        (Some(certificate), Some(key)) => Some(assay_web::tls(certificate, key)?),
        _ => None,
    };
    let safe = tls.is_some() || arguments.plain_http_behind_proxy;
    assay_web::check_address(arguments.listen, safe)?;
    let provider = match &arguments.sign_in {
        Some(file) => Some(Provider::open(file)?),
        None => None,
    };
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    if register.accounts().await.into_diagnostic()?.is_empty() {
        anstream::eprintln!(
            "warning: nobody can sign in yet: make an account with `assay account add NAME --role admin`"
        );
    }
    let office = match &arguments.dossiers {
        Some(folder) => Some(office(arguments, folder, &register, shared).await?),
        None => None,
    };
    let listener = TcpListener::bind(arguments.listen)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot listen on {}", arguments.listen))?;
    let address = listener.local_addr().into_diagnostic()?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    output::print(&format!("listening on {scheme}://{address}/\n"));
    let door = match tls {
        Some(config) => Door::tls(listener, config).into_diagnostic()?,
        None => Door::plain(listener),
    };
    let service = Service::new(register.clone(), catalogue(shared)?, office, provider, safe);
    service.serve(door, stopped()).await.into_diagnostic()?;
    register.close().await;
    Ok(exit_code::APPROVE)
}

/// What works on a folder of dossiers.
async fn office(
    arguments: &Serve,
    folder: &Path,
    register: &Register,
    shared: &Shared,
) -> miette::Result<Arc<dyn Office>> {
    if !folder.is_dir() {
        return Err(miette!("`{}` is not a folder", folder.display()));
    }
    let workbench = Workbench::open(shared)?;
    let library = workbench.library(&arguments.plugins).await?;
    for refused in &library.unloadable {
        anstream::eprintln!("warning: {}: {}", refused.path.display(), refused.error);
    }
    Ok(Arc::new(FolderOffice {
        workbench,
        library,
        register: register.clone(),
        folder: folder.to_owned(),
        offline: arguments.offline,
        writing: Mutex::default(),
    }))
}

/// Ends when somebody interrupts it or the system asks it to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Without signals there is nothing to wait for but the end of the program.
    let _ = interrupted.await;
}
