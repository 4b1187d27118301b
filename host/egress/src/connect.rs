//! TCP to exactly the checked addresses, every byte counted.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
};

use assay_domain::ProbeFailureKind;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, timeout_at},
};

use crate::{budget::Meter, failure::Failure, resolve::CheckedAddresses};

/// Most addresses that are tried for one request.
const MAX_ATTEMPTS: usize = 4;

/// Connects to the first address that answers. Each attempt gets an equal share of the time that is left, so that one dead
/// address does not use it all up.
pub(crate) async fn connect(
    addresses: &CheckedAddresses,
    deadline: Instant,
    meter: Meter,
) -> Result<(Metered, SocketAddr), Failure> {
    let attempts = addresses.iter().len().min(MAX_ATTEMPTS);
    let mut refused = Failure::new(ProbeFailureKind::Refused, "no address to connect to");
    for (tried, address) in addresses.iter().take(attempts).enumerate() {
        let now = Instant::now();
        let share =
            deadline.saturating_duration_since(now) / u32::try_from(attempts - tried).unwrap_or(1);
        refused = match timeout_at(now + share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok((Metered { stream, meter }, address)),
            Ok(Err(error)) => Failure::new(
                ProbeFailureKind::Refused,
                format!("{address} did not accept a connection: {error}"),
            ),
            Err(_) => Failure::new(
                ProbeFailureKind::Timeout,
                format!("{address} did not answer in time"),
            ),
        };
    }
    Err(refused)
}

/// A TCP stream whose bytes count against the run's budget.
#[derive(Debug)]
pub(crate) struct Metered {
    stream: TcpStream,
    meter: Meter,
}

impl AsyncRead for Metered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        Poll::Ready(self.meter.after_read(buf.filled().len() - before))
    }
}

impl AsyncWrite for Metered {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.meter.before_write(buf.len())?;
        let result = Pin::new(&mut self.stream).poll_write(cx, buf);
        let written = match &result {
            Poll::Ready(Ok(written)) => *written,
            Poll::Ready(Err(_)) | Poll::Pending => 0,
        };
        self.meter.not_written(buf.len() - written);
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
