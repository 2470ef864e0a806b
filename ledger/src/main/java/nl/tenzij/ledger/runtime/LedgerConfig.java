package nl.tenzij.ledger.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What can be set of the ledger in a service. */
@ConfigMapping(prefix = "tenzij.ledger")
public interface LedgerConfig {

  /** Batches of appends under way at once. */
  @WithDefault("1")
  int lanes();

  /** Partitions that one subscription works at once in this process. */
  @WithDefault("2")
  int concurrency();

  /** How often to look for what other instances appended. */
  @WithDefault("1s")
  Duration poll();

  /**
   * How long one event may take a policy, one message a consumer, one batch a projection or relay.
   */
  @WithDefault("30s")
  Duration stepLimit();

  /** How long something may stand still, with work waiting for it, before that is not well. */
  @WithDefault("1m")
  Duration standstill();

  /** How long a client's Idempotency-Key is known. */
  @WithDefault("30d")
  Duration keysKept();

  /** The keyset that wraps the keys of subjects. */
  Path masterKeyFile();

  /** Stands before the names of topics and consumer groups; empty in production. */
  Optional<String> topicPrefix();

  /**
   * Settings of the broker's clients by Kafka's own names: how to sign in, whom to trust ({@code
   * tenzij.ledger.kafka."security.protocol"=SASL_SSL}).
   */
  Map<String, String> kafka();

  /** Organisation identification number, 20 digits, of boards that have none of their own. */
  @WithDefault("00000000000000000000")
  String oin();

  /** By board id. */
  Map<String, String> oins();
}
