package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  @Test
  void servicesReadATopicEachForThemselvesThoughTheirConsumersBeCalledAlike() {
    Consumer consumer = new Named("school-events");

    assertThat(new KafkaConnection("localhost:1", "", "sanction-service", Map.of()).group(consumer))
        .isEqualTo("sanction-service.school-events")
        .isNotEqualTo(
            new KafkaConnection("localhost:1", "", "notification-service", Map.of())
                .group(consumer));
  }

  @Test
  void thoseWhoShareABrokerAreSetApart() {
    KafkaConnection connection =
        new KafkaConnection("localhost:1", "trial-", "sanction-service", Map.of());

    assertThat(connection.group(new Named("school-events"))).startsWith("trial-");
    assertThat(connection.topic("school.events.v1")).isEqualTo("trial-school.events.v1");
  }

  private record Named(String name) implements Consumer {
    @Override
    public String topic() {
      return "school.events.v1";
    }

    @Override
    public Set<String> types() {
      return Set.of();
    }

    @Override
    public Uni<Void> handle(Incoming message, SqlConnection sql) {
      return Uni.createFrom().voidItem();
    }
  }

  @Test
  void aClientGetsHowToSignInButKeepsWhatIsItsOwn() {
    KafkaConnection connection =
        new KafkaConnection(
            "broker:9093",
            "",
            "sanction-service",
            Map.of("security.protocol", "SASL_SSL", "acks", "0"));

    assertThat(connection.with(Map.of("acks", "all")))
        .isEqualTo(
            Map.of(
                "bootstrap.servers",
                "broker:9093",
                "security.protocol",
                "SASL_SSL",
                "acks",
                "all"));
  }
}
