package nl.tenzij.ledger.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.tenzij.ledger.tenancy.Board;

/**
 * Wraps the keys of subjects. It is a keyset: its primary key wraps, all of its keys unwrap, so
 * that an old key can be replaced while both are in use.
 */
public final class MasterKey {

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException broken) {
      throw new ExceptionInInitializerError(broken);
    }
  }

  private final Aead aead;
  private final int primary;
  private final Integer[] all;

  /** Takes a keyset for authenticated encryption with associated data. */
  public MasterKey(KeysetHandle keyset) {
    this.aead = aead(keyset);
    this.primary = keyset.getPrimary().getId();
    this.all =
        IntStream.range(0, keyset.size())
            .mapToObj(index -> keyset.getAt(index).getId())
            .toArray(Integer[]::new);
  }

  /** The ids of the keys that unwrap. */
  Integer[] all() {
    return all.clone();
  }

  /** The id of the key that wraps. */
  int primary() {
    return primary;
  }

  static KeysetHandle fresh() {
    try {
      return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("no key can be made here", broken);
    }
  }

  /** A further key for a keyset, which unwraps only as long as another is the primary one. */
  static KeysetHandle.Builder.Entry further() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId();
  }

  static Aead aead(KeysetHandle keyset) {
    try {
      return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException(
          "this keyset is not for authenticated encryption with associated data", broken);
    }
  }

  byte[] wrap(KeysetHandle key, Board board, String subject) {
    try {
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(key, aead, owner(board, subject));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("a key can't be wrapped", broken);
    }
  }

  KeysetHandle unwrap(byte[] wrapped, Board board, String subject) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, aead, owner(board, subject));
    } catch (GeneralSecurityException refused) {
      throw new Unreadable("the master key does not fit the subject's key");
    }
  }

  String hide(String text, String place) {
    try {
      return Base64.getEncoder()
          .encodeToString(aead.encrypt(text.getBytes(StandardCharsets.UTF_8), own(place)));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("a note can't be hidden", broken);
    }
  }

  Optional<String> show(String hidden, String place) {
    try {
      byte[] shown = aead.decrypt(Base64.getDecoder().decode(hidden), own(place));
      return Optional.of(new String(shown, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static byte[] own(String place) {
    return ("own-note.v1\n" + place).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] owner(Board board, String subject) {
    return ("subject-key.v1\n" + board.id() + '\n' + subject).getBytes(StandardCharsets.UTF_8);
  }
}
