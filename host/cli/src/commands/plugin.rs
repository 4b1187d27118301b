//! `assay plugin`, one file for each of its commands.

mod add;
mod archive;
mod bench;
mod build;
mod component;
mod inspect;
mod keys;
mod list;
mod login;
mod new;
mod pull;
mod push;
mod remove;
mod run;
mod test;
mod verify;

pub(super) use keys::secret_key;
pub(crate) use list::loaded_view;

use crate::args::{PluginCommand, Shared};

pub(crate) async fn plugin(command: &PluginCommand, shared: &Shared) -> miette::Result<u8> {
    match command {
        PluginCommand::New(arguments) => new::new(arguments),
        PluginCommand::Build(arguments) => build::build(arguments),
        PluginCommand::List(arguments) => list::list(arguments, shared).await,
        PluginCommand::Inspect(arguments) => inspect::inspect(arguments, shared).await,
        PluginCommand::Add(arguments) => add::add(arguments, shared).await,
        PluginCommand::Remove(arguments) => remove::remove(arguments),
        PluginCommand::Keygen(arguments) => keys::keygen(arguments),
        PluginCommand::Sign(arguments) => keys::sign(arguments, shared).await,
        PluginCommand::Verify(arguments) => verify::verify(arguments),
        PluginCommand::Test(arguments) => test::test(arguments, shared).await,
        PluginCommand::Run(arguments) => run::run(arguments, shared).await,
        PluginCommand::Bench(arguments) => bench::bench(arguments, shared).await,
        PluginCommand::Push(arguments) => push::push(arguments).await,
        PluginCommand::Pull(arguments) => pull::pull(arguments, shared).await,
        PluginCommand::Save(arguments) => archive::save(arguments),
        PluginCommand::Load(arguments) => archive::load(arguments, shared).await,
    }
}
