package nl.tenzij.school.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tenzij.ledger.tenancy.School;

/**
 * Makes tokens of beginnings of names. Without the key they say nothing; the same beginning at
 * another school is another token.
 */
final class NameTokens {

  private static final String MAC = "HmacSHA256";

  private final Mac mac;

  NameTokens(byte[] key) {
    try {
      mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  Long[] of(School school, Collection<String> beginnings) {
    return beginnings.stream()
        .map(beginning -> school.id() + '\n' + beginning)
        .map(text -> mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
        .map(bytes -> ByteBuffer.wrap(bytes).getLong())
        .toArray(Long[]::new);
  }
}
