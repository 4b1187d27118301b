//! `assay serve`

use std::{path::Path, sync::Arc};

use assay_assessment::LiveLibrary;
use assay_domain::exit_code;
use assay_register::Register;
use assay_web::{Door, Office, Provider, Service};
use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::{net::TcpListener, sync::Mutex, task::JoinHandle};

use crate::{
    args::{Serve, Shared},
    changes::{Changes, Watched, exchange},
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
    let watching = office.clone().map(|office| keep_up(arguments, office));
    let watching = watching.transpose()?;
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
    let service = Service::new(
        register.clone(),
        catalogue(shared)?,
        office.map(|office| office as Arc<dyn Office>),
        provider,
        safe,
    );
    service.serve(door, stopped()).await.into_diagnostic()?;
    if let Some(watching) = watching {
        watching.abort();
    }
    register.close().await;
    Ok(exit_code::APPROVE)
}

/// What works on a folder of dossiers.
async fn office(
    arguments: &Serve,
    folder: &Path,
    register: &Register,
    shared: &Shared,
) -> miette::Result<Arc<FolderOffice>> {
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
        library: LiveLibrary::new(library),
        register: register.clone(),
        folder: folder.to_owned(),
        offline: arguments.offline,
        writing: Mutex::default(),
    }))
}

/// Plugins that come, change or go while the service runs take part, or no longer do, in what begins after that.
fn keep_up(arguments: &Serve, office: Arc<FolderOffice>) -> miette::Result<JoinHandle<()>> {
    let plugins = arguments.plugins.clone();
    let watched = Watched::plugins(&plugins).without([&arguments.register]);
    let mut changes = Changes::new(watched)?;
    Ok(tokio::spawn(async move {
        loop {
            changes.next().await;
            exchange(&plugins, &office.workbench, &office.library).await;
        }
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
