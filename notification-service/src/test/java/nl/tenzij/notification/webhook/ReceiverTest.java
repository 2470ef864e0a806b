package nl.tenzij.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody makes this service knock on doors inside (OWASP: server-side request forgery). */
class ReceiverTest {

  @Test
  void anHttpsAddressOfTheOpenInternetWillDo() {
    assertThat(Receiver.of("https://pipeline.example.org/in?school=1", false))
        .contains(new Receiver(true, "pipeline.example.org", 443, "/in?school=1"));
    assertThat(Receiver.of("https://pipeline.example.org:8443", false))
        .contains(new Receiver(true, "pipeline.example.org", 8443, "/"));
    assertThat(Receiver.of("https://93.184.215.14/", false)).isPresent();
    assertThat(Receiver.of("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pipeline.example.org/",
        "ftp://pipeline.example.org/",
        "https:///nowhere",
        "https://user:word@pipeline.example.org/",
        "https://pipeline.example.org/#part",
        "https://pipeline.example.org:0/",
        "https://pipeline.example.org:99999/",
        "pipeline.example.org",
        "https://pipe line.example.org/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "http://localhost:8080/",
        ""
      })
  void anythingElseWillNot(String url) {
    assertThat(Receiver.of(url, false)).isEmpty();
  }

  @Test
  void whereItIsTrustedLoopbackWillDoAlsoWithoutTls() {
    assertThat(Receiver.of("http://127.0.0.1:8080/in", true))
        .contains(new Receiver(false, "127.0.0.1", 8080, "/in"));
    assertThat(Receiver.of("http://localhost/", true)).isPresent();
    assertThat(Receiver.of("https://10.0.0.1/", true)).isPresent();
    assertThat(Receiver.of("http://10.0.0.1/", true)).isEmpty();
    assertThat(Receiver.of("http://pipeline.example.org/", true)).isEmpty();
  }

  /** A name is harmless until it is asked for. */
  @Test
  void aNameThatLeadsInsideIsNotFollowed() throws UnknownHostException {
    Receiver receiver = Receiver.of("https://localhost/", false).orElseThrow();
    assertThat(receiver.resolve(false)).isEmpty();
    assertThat(receiver.resolve(true)).map(InetAddress::isLoopbackAddress).contains(true);
  }
}
