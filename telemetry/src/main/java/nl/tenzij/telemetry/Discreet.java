package nl.tenzij.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.stream.Stream;

/**
 * What a span must not tell: paths hold pupils' pseudonyms, and an address or a browser's name is
 * one of a person too. The names are of OpenTelemetry's semantic conventions for HTTP and network.
 */
final class Discreet {

  static final Attributes BLANKED =
      Stream.of(
              "url.path",
              "url.query",
              "url.full",
              "client.address",
              "network.peer.address",
              "user_agent.original")
          .collect(
              Attributes::builder,
              (all, name) -> all.put(AttributeKey.stringKey(name), ""),
              (AttributesBuilder one, AttributesBuilder other) -> one.putAll(other.build()))
          .build();

  private Discreet() {}
}
