package nl.tenzij.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.ClosedConnectionException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

  static Stream<Throwable> passing() {
    return Stream.of(
        new ConnectException(),
        new UnknownHostException(),
        new ClosedChannelException(),
        new IOException("Broken pipe"),
        new IllegalStateException(new ConnectException()),
        new TimeoutException(),
        new Overloaded("too many appends wait"),
        ClosedConnectionException.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void what_lies_around_passes(Throwable failure) {
    assertThat(Failures.passes(failure)).isTrue();
  }

  static Stream<Throwable> staying() {
    return Stream.of(
        new NoSuchFileException("template"),
        new FileNotFoundException(),
        new ZipException(),
        new EOFException(),
        new MalformedURLException(),
        new UncheckedIOException(new NoSuchFileException("font")),
        new IllegalStateException(),
        new NullPointerException());
  }

  /** Tried again it would fail again, for ever. */
  @ParameterizedTest
  @MethodSource("staying")
  void a_mistake_of_our_own_does_not(Throwable failure) {
    assertThat(Failures.passes(failure)).isFalse();
  }
}
