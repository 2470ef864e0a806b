package nl.tenzij.ledger.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Envelope;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.kafka.KafkaConnection;
import nl.tenzij.ledger.kafka.KafkaRelay;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.kafka.Sources;
import nl.tenzij.ledger.privacy.ErasureEvent;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.MasterKeyFile;
import nl.tenzij.ledger.privacy.PersonalModule;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.subscription.Pace;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.subscription.Subscription;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.subscription.Turnstile;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Builds the ledger from what a service declares: its {@link EventTypes}, {@link Projection}s,
 * {@link Policy policies}, {@link Publisher} and {@link Consumer}s, each a bean.
 */
@Singleton
public class Ledger {

  // A number fixed with the first start of a log: a school never moves.
  private static final int PARTITIONS = 16;

  private final ObjectMapper json = Json.mapper(new PersonalModule());
  private final LedgerConfig config;

  public Ledger(LedgerConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  Vault vault(Pool pool) throws IOException {
    return new Vault(pool, new MasterKeyFile(config.masterKeyFile()).read(), json);
  }

  @Produces
  @Singleton
  PostgresEventStore store(
      Pool pool,
      Vault vault,
      AgroalDataSource database,
      Ahead ahead,
      @Any Instance<EventTypes<?>> declared)
      throws SQLException {
    List<EventTypes<?>> types = new ArrayList<>();
    declared.forEach(types::add);
    types.add(ErasureEvent.TYPES);
    return new PostgresEventStore(
        pool, types, vault, json, partitions(database), config.lanes(), ahead);
  }

  /** Plain JDBC, since nothing else can go on before it is known. */
  private static int partitions(AgroalDataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into log_setting (partitions) values ("
              + PARTITIONS
              + ") on conflict do nothing");
      try (ResultSet found = statement.executeQuery("select partitions from log_setting")) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  @Produces
  @Singleton
  Erasures erasures(Pool pool, Vault vault, PostgresEventStore store) {
    return new Erasures(pool, vault, store, json);
  }

  @Produces
  @Singleton
  KafkaConnection kafka(
      @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    return new KafkaConnection(servers, config.topicPrefix().orElse(""), service, config.kafka());
  }

  @Produces
  @Singleton
  Envelope envelope() {
    return new Envelope(json, new Sources(config.oin(), config.oins()));
  }

  /** One for all that hold a connection while they ask for a second. */
  @Produces
  @Singleton
  Turnstile turns(@ConfigProperty(name = "quarkus.datasource.reactive.max-size") int connections) {
    return Turnstile.within(connections);
  }

  @Produces
  @Singleton
  Subscriptions subscriptions(
      Pool pool,
      Turnstile turns,
      PostgresEventStore store,
      KafkaConnection kafka,
      Envelope envelope,
      @All List<Projection> projections,
      @All List<Policy> policies,
      @All List<Publisher> publishers) {
    List<Subscription> all = new ArrayList<>(projections);
    all.addAll(policies);
    publishers.forEach(publisher -> all.add(new KafkaRelay(publisher, kafka, envelope)));
    return new Subscriptions(
        pool, store, all, new Pace(config.concurrency(), turns, config.stepLimit()));
  }

  void end(@Disposes Subscriptions subscriptions) {
    subscriptions.close();
  }

  @Produces
  @Singleton
  Inbox inbox(
      Pool pool,
      Turnstile turns,
      Vertx vertx,
      KafkaConnection kafka,
      Envelope envelope,
      @All List<Consumer> consumers) {
    return new Inbox(
        pool, vertx, kafka, envelope, consumers, new Inbox.Bounds(turns, config.stepLimit()));
  }

  void end(@Disposes Inbox inbox) {
    inbox.close();
  }
}
