//! `assay serve`

use assay_domain::exit_code;
use assay_register::Register;
use assay_web::Service;
use miette::{IntoDiagnostic, WrapErr};
use tokio::net::TcpListener;

use crate::{
    args::{Serve, Shared},
    output,
    workbench::catalogue,
};

pub(crate) async fn serve(arguments: &Serve, shared: &Shared) -> miette::Result<u8> {
    assay_web::check_address(arguments.listen, arguments.plain_http_behind_proxy)?;
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    if register.accounts().await.into_diagnostic()?.is_empty() {
        anstream::eprintln!(
            "warning: nobody can sign in yet: make an account with `assay account add NAME --role admin`"
        );
    }
    let listener = TcpListener::bind(arguments.listen)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot listen on {}", arguments.listen))?;
    let address = listener.local_addr().into_diagnostic()?;
    output::print(&format!("listening on http://{address}/\n"));
    let service = Service::new(register.clone(), catalogue(shared)?);
    service.serve(listener, stopped()).await.into_diagnostic()?;
    register.close().await;
    Ok(exit_code::APPROVE)
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
