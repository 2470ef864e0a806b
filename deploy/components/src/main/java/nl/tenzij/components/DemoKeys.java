package nl.tenzij.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A folder with the private keys (PEM, PKCS 8) by which the realm's clients prove who they are.
 * Made on this machine, never part of the project.
 */
public record DemoKeys(Path folder) {
  public static final List<String> CLIENTS =
      List.of("school-system", "pipeline", "notification-service");

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /** Makes the keys that are not there yet. */
  public DemoKeys create() {
    CLIENTS.forEach(this::create);
    return this;
  }

  /** Makes one client's key, where it is not there yet: it takes seconds. */
  DemoKeys create(String client) {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file(client))) {
        write(file(client));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path file(String client) {
    return folder.resolve(client + ".pem");
  }

  /** What the realm's file leaves open for a demo: the public keys, and tokens that end at once. */
  public Map<String, String> placeholders() {
    var placeholders = new HashMap<String, String>();
    placeholders.put("EXPIRY_TRIAL", "true");
    for (var client : CLIENTS) {
      placeholders.put(
          client.toUpperCase(Locale.ROOT).replace('-', '_') + "_PUBLIC_KEY", publicKey(client));
    }
    return placeholders;
  }

  PrivateKey privateKey(String client) {
    try {
      var pem = Files.readString(file(client)).replace(BEGIN, "").replace(END, "");
      var encoded = Base64.getMimeDecoder().decode(pem);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IOException e) {
      throw new ComponentFailed("no key of client " + client + " in " + folder, e);
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new ComponentFailed("not an RSA key: " + file(client), e);
    }
  }

  private String publicKey(String client) {
    try {
      var key = (RSAPrivateCrtKey) privateKey(client);
      var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return Base64.getEncoder()
          .encodeToString(KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded());
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new ComponentFailed("not an RSA key: " + file(client), e);
    }
  }

  private static void write(Path file) throws IOException {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var encoded = generator.generateKeyPair().getPrivate().getEncoded();
      var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      var onlyOwner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, onlyOwner);
      Files.writeString(file, BEGIN + "\n" + body + "\n" + END + "\n");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }
}
