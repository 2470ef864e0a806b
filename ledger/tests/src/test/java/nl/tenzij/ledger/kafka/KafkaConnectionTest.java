package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  @Test
  void servicesReadATopicEachForThemselvesThoughTheirConsumersBeCalledAlike() {
    Consumer consumer = new Named("school-events");

    assertThat(new KafkaConnection("localhost:1", "", "sanction-service").group(consumer))
        .isEqualTo("sanction-service.school-events")
        .isNotEqualTo(
            new KafkaConnection("localhost:1", "", "notification-service").group(consumer));
  }

  @Test
  void thoseWhoShareABrokerAreSetApart() {
    KafkaConnection connection = new KafkaConnection("localhost:1", "trial-", "sanction-service");

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
}
