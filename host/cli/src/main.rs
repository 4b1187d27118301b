//! Due diligence on AI suppliers with sandboxed plugins and a risk register.
//!
//! This crate wires the rooms together and owns no logic of its own: every command opens what it needs, calls one room after
//! the other, and prints what the report room wrote.

mod args;
mod bench;
mod changes;
mod commands;
mod demo;
mod journal;
mod office;
mod output;
mod progress;
mod workbench;

use std::process::ExitCode;

use args::{Arguments, Command};
use assay_domain::exit_code;
use clap::Parser;
use miette::{IntoDiagnostic, MietteHandlerOpts};
use textwrap::WordSplitter;

fn main() -> ExitCode {
    keep_words_whole();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    // The process that compiles limits its own address space before anything else is set up.
    if matches!(arguments.command, Command::CompileWorker) {
        return commands::compile_worker();
    }
    match run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("{error:?}");
            ExitCode::from(exit_code::ERROR)
        }
    }
}

/// What would fix an error is often a command to be copied: it may be broken between words, never at a hyphen within one.
fn keep_words_whole() {
    miette::set_hook(Box::new(|_| {
        let options = MietteHandlerOpts::new().word_splitter(WordSplitter::NoHyphenation);
        Box::new(options.build())
    }))
    .expect("this is the only place that sets it, and it is called once");
}

/// Prints help, or what is wrong with the command line. clap would end with 2 for the latter, which a pipeline reads as
/// CONDITIONAL.
fn usage(error: &clap::Error) -> ExitCode {
    // Nothing is left to tell it to when the terminal is gone.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() {
        exit_code::ERROR
    } else {
        exit_code::APPROVE
    })
}

fn run(arguments: Arguments) -> miette::Result<u8> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .into_diagnostic()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Init(init) => commands::init(&init, &arguments.shared).await,
            Command::Questionnaire { command } => {
                commands::questionnaire(&command, &arguments.shared).await
            }
            Command::Assess(assess) => commands::assess(&assess, &arguments.shared).await,
            Command::Register(register) => commands::register(&register, &arguments.shared).await,
            Command::Report(report) => commands::report(&report, &arguments.shared).await,
            Command::Gap(gap) => commands::gap(&gap, &arguments.shared).await,
            Command::Checklist(checklist) => commands::checklist(&checklist, &arguments.shared),
            Command::Mission => commands::mission(&arguments.shared).await,
            Command::Status(standing) => commands::status(&standing, &arguments.shared).await,
            Command::Due(due) => commands::due(&due, &arguments.shared).await,
            Command::Diff(sides) => commands::diff(&sides).await,
            Command::Portfolio(asked) => commands::portfolio(&asked, &arguments.shared).await,
            Command::Treat { command } => commands::treat(&command, &arguments.shared).await,
            Command::Waive { command } => commands::waive(&command, &arguments.shared).await,
            Command::Finding { command } => commands::finding(&command, &arguments.shared).await,
            Command::Incident(incident) => commands::incident(&incident, &arguments.shared).await,
            Command::Log(log) => commands::log(&log).await,
            Command::Serve(serve) => commands::serve(&serve, &arguments.shared).await,
            Command::Account(account) => commands::account(&account).await,
            Command::Explain(explain) => commands::explain(&explain, &arguments.shared).await,
            Command::Read(read) => commands::read(&read, &arguments.shared).await,
            Command::Replay(replay) => commands::replay(&replay, &arguments.shared).await,
            Command::Plugin { command } => commands::plugin(&command, &arguments.shared).await,
            Command::Pack { command } => commands::pack(&command, &arguments.shared),
            Command::Demo(demo) => commands::demo(&demo, &arguments.shared).await,
            Command::Schema => commands::schema(),
            Command::CompileWorker => unreachable!("handled before the runtime starts"),
        }
    })
}
