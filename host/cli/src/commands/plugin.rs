//! `assay plugin`, one file for each of its commands.

mod add;
mod archive;
mod component;
mod inspect;
mod keys;
mod list;
mod login;
mod pull;
mod push;
mod remove;
mod verify;

use crate::args::{PluginCommand, Shared};

pub(crate) async fn plugin(command: &PluginCommand, shared: &Shared) -> miette::Result<u8> {
    match command {
        PluginCommand::List(arguments) => list::list(arguments, shared).await,
        PluginCommand::Inspect(arguments) => inspect::inspect(arguments, shared).await,
        PluginCommand::Add(arguments) => add::add(arguments, shared).await,
        PluginCommand::Remove(arguments) => remove::remove(arguments),
        PluginCommand::Keygen(arguments) => keys::keygen(arguments),
        PluginCommand::Sign(arguments) => keys::sign(arguments, shared).await,
        PluginCommand::Verify(arguments) => verify::verify(arguments),
        PluginCommand::Push(arguments) => push::push(arguments).await,
        PluginCommand::Pull(arguments) => pull::pull(arguments, shared).await,
        PluginCommand::Save(arguments) => archive::save(arguments),
        PluginCommand::Load(arguments) => archive::load(arguments, shared).await,
    }
}
