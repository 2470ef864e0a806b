package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.POJONode;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.crypto.tink.Aead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.ledger.privacy.SubjectKeys.Owner;
import nl.tenzij.ledger.store.Sealing;
import nl.tenzij.ledger.store.StreamId;

/**
 * Seals personal values with a key per subject, and opens them again. A value is bound to board,
 * school, stream, event, subject and its place in the event: anywhere else it can't be opened.
 */
public final class Vault implements Sealing {

  private static final int REWRAPPED_AT_ONCE = 500;

  // Where a file stands; the place of a value in an event is a JSON pointer, which never looks so.
  private static final String FILE = "file";

  private final SubjectKeys keys;
  private final ObjectMapper json;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param json writes and reads what is inside a personal value
   */
  public Vault(Pool pool, MasterKey master, ObjectMapper json) {
    this(new SubjectKeys(pool, master, Ticker.systemTicker()), json);
  }

  Vault(SubjectKeys keys, ObjectMapper json) {
    this.keys = keys;
    this.json = json;
  }

  SubjectKeys keys() {
    return keys;
  }

  @Override
  public void whenForgotten(Runnable listener) {
    listeners.add(listener);
  }

  /** After the key was destroyed for good: nothing of the subject stays in memory here. */
  void forgotten(Owner owner) {
    keys.forgotten(owner);
    listeners.forEach(Runnable::run);
  }

  /**
   * Hides what this service notes for itself and is about nobody in particular, with the master
   * key.
   *
   * @param place what it is kept for: elsewhere it can't be read
   */
  public String hide(String text, String place) {
    return keys.master().hide(text, place);
  }

  /** The other way; empty where the master key that hid it is no longer there. */
  public Optional<String> show(String hidden, String place) {
    return keys.master().show(hidden, place);
  }

  /** How many subjects' keys no key of the master keyset unwraps: their values can't be read. */
  public Uni<Long> lost() {
    return keys.lost();
  }

  @Override
  public boolean concerns(Class<?> event) {
    return Personal.heldBy(event);
  }

  /** Fails with {@link SubjectForgotten} where a value's subject is. */
  @Override
  public Uni<List<JsonNode>> seal(StreamId stream, List<UUID> ids, List<JsonNode> trees) {
    Set<Owner> owners = new HashSet<>();
    trees.forEach(tree -> Parts.change(tree, (part, path) -> noteOwner(part, stream, owners)));
    if (owners.isEmpty()) {
      return Uni.createFrom().item(trees);
    }
    return keys.findOrMake(owners)
        .map(
            found -> {
              List<JsonNode> sealed = new ArrayList<>(trees.size());
              for (int i = 0; i < trees.size(); i++) {
                UUID id = ids.get(i);
                sealed.add(
                    Parts.change(
                        trees.get(i), (part, path) -> sealed(part, stream, id, path, found)));
              }
              return sealed;
            });
  }

  @Override
  public Uni<List<Optional<JsonNode>>> sealAll(List<Unsealed> events) {
    Set<Owner> owners = new HashSet<>();
    for (Unsealed event : events) {
      Parts.change(event.tree(), (part, path) -> noteOwner(part, event.stream(), owners));
    }
    return keys.findOrMake(owners)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(found -> events.stream().map(event -> sealed(event, found)).toList());
  }

  private Optional<JsonNode> sealed(Unsealed event, Map<Owner, Optional<Aead>> found) {
    try {
      return Optional.of(
          Parts.change(
              event.tree(), (part, path) -> sealed(part, event.stream(), event.id(), path, found)));
    } catch (SubjectForgotten forgotten) {
      return Optional.empty();
    }
  }

  private static JsonNode noteOwner(JsonNode part, StreamId stream, Set<Owner> owners) {
    if (SealedPart.is(part)) {
      throw new IllegalArgumentException(
          "an event has a part that looks like a sealed value: name its fields otherwise");
    }
    if (personal(part) instanceof Personal<?> found) {
      owners.add(new Owner(stream.board(), found.subject()));
    }
    return part;
  }

  private static Personal<?> personal(JsonNode part) {
    return part instanceof POJONode pojo && pojo.getPojo() instanceof Personal<?> found
        ? found
        : null;
  }

  private JsonNode sealed(
      JsonNode part, StreamId stream, UUID id, String path, Map<Owner, Optional<Aead>> found) {
    Personal<?> value = personal(part);
    if (value == null) {
      return part;
    }
    String subject = value.subject();
    Optional<Aead> key = found.get(new Owner(stream.board(), subject));
    return switch (value) {
      case Personal.Known<?> known -> {
        Aead aead = key.orElseThrow(SubjectForgotten::new);
        byte[] cipher = encrypted(aead, known, SealedPart.place(stream, id, subject, path));
        yield new SealedPart(subject, cipher).json();
      }
      case Personal.Forgotten<?> forgotten -> {
        if (key.isPresent()) {
          throw new IllegalArgumentException("a value is forgotten though its subject is not");
        }
        yield new SealedPart(subject, null).json();
      }
      case Personal.Closed<?> closed ->
          throw new IllegalArgumentException(
              "a personal value was left closed: it can't be written on");
    };
  }

  private byte[] encrypted(Aead aead, Personal.Known<?> known, byte[] place) {
    try {
      return encrypted(aead, json.writeValueAsBytes(known.content()), place);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(
          "a personal " + known.content().getClass().getSimpleName() + " can't be written as JSON");
    }
  }

  private static byte[] encrypted(Aead aead, byte[] content, byte[] place) {
    try {
      return aead.encrypt(content, place);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("a personal value can't be sealed", broken);
    }
  }

  /** Fails with {@link Unreadable} where a value can't be opened though it was not forgotten. */
  @Override
  public Uni<List<JsonNode>> open(List<Unopened> events) {
    return open(events, keys::find);
  }

  @Override
  public Uni<List<JsonNode>> openCurrent(List<Unopened> events, SqlClient sql) {
    return open(events, owners -> keys.findCurrent(owners, sql));
  }

  private Uni<List<JsonNode>> open(
      List<Unopened> events, Function<Set<Owner>, Uni<Map<Owner, Optional<Aead>>>> finding) {
    Set<Owner> owners = new HashSet<>();
    for (Unopened event : events) {
      Parts.change(event.tree(), (part, path) -> noteSealed(part, event.stream(), owners));
    }
    if (owners.isEmpty()) {
      return Uni.createFrom().item(events.stream().map(Unopened::tree).toList());
    }
    return finding
        .apply(owners)
        .map(
            found ->
                events.stream()
                    .map(
                        event ->
                            Parts.change(
                                event.tree(), (part, path) -> opened(part, event, path, found)))
                    .toList());
  }

  @Override
  public List<JsonNode> leaveClosed(List<Unopened> events) {
    return events.stream()
        .map(event -> Parts.change(event.tree(), (part, path) -> leftClosed(part)))
        .toList();
  }

  private static JsonNode leftClosed(JsonNode part) {
    return SealedPart.is(part)
        ? personal(new Personal.Closed<>(SealedPart.of(part).subject()))
        : part;
  }

  private static JsonNode noteSealed(JsonNode part, StreamId stream, Set<Owner> owners) {
    if (SealedPart.is(part)) {
      owners.add(new Owner(stream.board(), SealedPart.of(part).subject()));
    }
    return part;
  }

  private JsonNode opened(
      JsonNode part, Unopened event, String path, Map<Owner, Optional<Aead>> found) {
    if (!SealedPart.is(part)) {
      return part;
    }
    SealedPart sealed = SealedPart.of(part);
    String subject = sealed.subject();
    Optional<Aead> key = found.get(new Owner(event.stream().board(), subject));
    if (key == null) {
      throw new Unreadable("its subject has no key");
    }
    if (key.isEmpty()) {
      return personal(new Personal.Forgotten<>(subject));
    }
    if (sealed.cipher() == null) {
      throw new Unreadable("it is empty, and its subject was not forgotten");
    }
    byte[] place = SealedPart.place(event.stream(), event.id(), subject, path);
    return personal(Personal.of(subject, decrypted(key.get(), sealed.cipher(), place)));
  }

  private static JsonNode personal(Personal<?> value) {
    return JsonNodeFactory.instance.pojoNode(value);
  }

  private JsonNode decrypted(Aead key, byte[] cipher, byte[] place) {
    try {
      return json.readTree(plain(key, cipher, place));
    } catch (IOException garbled) {
      throw new Unreadable("what is in it is not JSON");
    }
  }

  private static byte[] plain(Aead key, byte[] cipher, byte[] place) {
    try {
      return key.decrypt(cipher, place);
    } catch (GeneralSecurityException refused) {
      throw new Unreadable("it was changed, moved, or sealed with another key");
    }
  }

  /**
   * Seals a file that is kept beside the log: with its subject's key, and bound to the thing that
   * it belongs to. Fails with {@link SubjectForgotten} where its subject is.
   *
   * @param of the thing that it belongs to
   * @param file its own id
   */
  public Uni<byte[]> seal(StreamId of, UUID file, String subject, byte[] content) {
    Owner owner = new Owner(of.board(), Subjects.check(subject));
    return keys.findOrMake(Set.of(owner))
        .map(found -> found.get(owner).orElseThrow(SubjectForgotten::new))
        .map(key -> encrypted(key, content, SealedPart.place(of, file, subject, FILE)));
  }

  /**
   * The other way; empty where the subject is forgotten. Fails with {@link Unreadable} where it is
   * not what was sealed for this place.
   */
  public Uni<Optional<byte[]>> open(StreamId of, UUID file, String subject, byte[] sealed) {
    Owner owner = new Owner(of.board(), Subjects.check(subject));
    byte[] place = SealedPart.place(of, file, subject, FILE);
    return keys.find(Set.of(owner))
        .map(
            found -> {
              Optional<Aead> key = found.get(owner);
              if (key == null) {
                throw new Unreadable("its subject has no key");
              }
              return key.map(each -> plain(each, sealed, place));
            });
  }

  /**
   * Wraps all keys anew that the primary master key did not wrap, while reads go on. Can be stopped
   * at any moment and started again.
   *
   * @param by subject of the operator's token
   * @return how many keys were wrapped anew
   */
  public Uni<Long> rewrap(String by) {
    return Multi.createBy()
        .repeating()
        .uni(() -> keys.rewrap(REWRAPPED_AT_ONCE, by))
        .whilst(anew -> anew > 0)
        .collect()
        .with(Collectors.summingLong(Integer::longValue));
  }
}
