package nl.tenzij.ledger.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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

  /** Takes a keyset for authenticated encryption with associated data. */
  public MasterKey(KeysetHandle keyset) {
    this.aead = aead(keyset);
    this.primary = keyset.getPrimary().getId();
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

  private static byte[] owner(Board board, String subject) {
    return ("subject-key.v1\n" + board.id() + '\n' + subject).getBytes(StandardCharsets.UTF_8);
  }
}
