//! One file for each interface that a plugin can import.

mod answers;
mod documents;
mod findings;
mod handshake;
mod history;
mod log;
mod probe;
mod supplier;
mod tls;

#[expect(
    unreachable_pub,
    reason = "the generated bindings re-export it from a module of their own"
)]
pub use documents::DocumentHandle;

use wasmtime::component::{HasSelf, Linker};
use wasmtime_wasi::WasiView;

use crate::{Capability, bindings, state::RunState};

/// Offers one granted interface.
pub(crate) fn link(linker: &mut Linker<RunState>, capability: Capability) -> wasmtime::Result<()> {
    type Own = HasSelf<RunState>;
    match capability {
        Capability::Supplier => bindings::supplier::add_to_linker::<_, Own>(linker, |state| state),
        Capability::Answers => bindings::answers::add_to_linker::<_, Own>(linker, |state| state),
        Capability::Documents => {
            bindings::documents::add_to_linker::<_, Own>(linker, |state| state)
        }
        Capability::Probe => bindings::probe::add_to_linker::<_, Own>(linker, |state| state),
        Capability::Findings => bindings::findings::add_to_linker::<_, Own>(linker, |state| state),
        Capability::Handshake => {
            bindings::handshake::add_to_linker::<_, Own>(linker, |state| state)
        }
        Capability::History => bindings::history::add_to_linker::<_, Own>(linker, |state| state),
        Capability::Log => bindings::log::add_to_linker::<_, Own>(linker, |state| state),
    }
}

/// Offers what language runtimes need: an empty environment, closed streams, clocks that stand, seeded randomness. No file
/// system and no sockets: a component that imports those is refused before it gets here.
pub(crate) fn link_runtime<T: WasiView + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    use wasmtime_wasi::{
        cli::{WasiCli, WasiCliView},
        clocks::{WasiClocks, WasiClocksView},
        p2::bindings::{cli, clocks, random},
        random::WasiRandom,
    };
    use wasmtime_wasi_io::bindings::wasi::io;

    struct Io;
    impl wasmtime::component::HasData for Io {
        type Data<'a> = &'a mut wasmtime::component::ResourceTable;
    }

    io::error::add_to_linker::<_, Io>(linker, |state: &mut T| state.ctx().table)?;
    io::poll::add_to_linker::<_, Io>(linker, |state: &mut T| state.ctx().table)?;
    io::streams::add_to_linker::<_, Io>(linker, |state: &mut T| state.ctx().table)?;
    clocks::wall_clock::add_to_linker::<T, WasiClocks>(linker, T::clocks)?;
    clocks::monotonic_clock::add_to_linker::<T, WasiClocks>(linker, T::clocks)?;
    random::random::add_to_linker::<T, WasiRandom>(linker, |state| state.ctx().ctx.random())?;
    random::insecure::add_to_linker::<T, WasiRandom>(linker, |state| state.ctx().ctx.random())?;
    random::insecure_seed::add_to_linker::<T, WasiRandom>(linker, |state| {
        state.ctx().ctx.random()
    })?;
    cli::exit::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::environment::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::stdin::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::stdout::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::stderr::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::terminal_input::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::terminal_output::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::terminal_stdin::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::terminal_stdout::add_to_linker::<T, WasiCli>(linker, T::cli)?;
    cli::terminal_stderr::add_to_linker::<T, WasiCli>(linker, T::cli)
}
