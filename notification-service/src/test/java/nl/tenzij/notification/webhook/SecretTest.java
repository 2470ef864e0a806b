package nl.tenzij.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretTest {

  /** The example of the Standard Webhooks specification. */
  @Test
  void signsAsTheStandardDoes() {
    Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isLongRandomAndNotPrinted() {
    SecureRandom random = new SecureRandom();
    Secret secret = Secret.random(random);
    assertThat(secret.text()).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.text().substring(6))).hasSize(32);
    assertThat(Secret.random(random)).isNotEqualTo(secret);
    assertThat(secret.toString()).doesNotContain(secret.text());
  }
}
