//! A connection whose other end must take what it is sent.
//!
//! How long a request may take to come is decided by the HTTP library and by whoever reads a body. Nobody else looks
//! at an answer that is never read.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

/// Ends a connection on which nothing can be written for too long.
pub(super) struct WriteTimeout<S> {
    stream: S,
    timeout: Duration,
    /// Runs while the other end does not take what is to be written.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> WriteTimeout<S> {
    pub(super) fn new(stream: S, timeout: Duration) -> WriteTimeout<S> {
        WriteTimeout {
            stream,
            timeout,
            waiting: None,
        }
    }

    /// What came of an attempt to write: progress ends the waiting, and waiting ends some day.
    fn or_timed_out<T>(
        &mut self,
        context: &mut Context<'_>,
        attempt: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if attempt.is_ready() {
            self.waiting = None;
            return attempt;
        }
        let timeout = self.timeout;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(timeout)));
        ready!(waiting.as_mut().poll(context));
        // Whoever writes on all the same is refused as often as it tries.
        waiting.as_mut().reset(Instant::now());
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WriteTimeout<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WriteTimeout<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let attempt = Pin::new(&mut own.stream).poll_write(context, bytes);
        own.or_timed_out(context, attempt)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let attempt = Pin::new(&mut own.stream).poll_write_vectored(context, slices);
        own.or_timed_out(context, attempt)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        let attempt = Pin::new(&mut own.stream).poll_flush(context);
        own.or_timed_out(context, attempt)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        let attempt = Pin::new(&mut own.stream).poll_shutdown(context);
        own.or_timed_out(context, attempt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const BYTES: &[u8] = b"twelve bytes";

    #[tokio::test]
    async fn whoever_takes_nothing_is_given_up() {
        let (near, _far) = duplex(4);
        let mut near = WriteTimeout::new(near, Duration::from_millis(10));
        for _ in 0..2 {
            let error = near.write_all(BYTES).await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        }
    }

    #[tokio::test]
    async fn whoever_takes_a_little_at_a_time_gets_everything() {
        let (near, mut far) = duplex(4);
        let mut near = WriteTimeout::new(near, Duration::from_secs(60));
        let sent = tokio::spawn(async move { near.write_all(BYTES).await });
        let mut taken = vec![0; BYTES.len()];
        for two in taken.chunks_mut(2) {
            far.read_exact(two).await.unwrap();
        }
        sent.await.unwrap().unwrap();
        assert_eq!(taken, BYTES);
    }
}
