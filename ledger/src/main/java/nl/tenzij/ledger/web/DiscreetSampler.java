package nl.tenzij.ledger.web;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Records traces where somebody collects them, and without what tells of persons: paths hold
 * pupils' pseudonyms, and an address is one of a person too. The trace context goes on in any case.
 */
@ApplicationScoped
public class DiscreetSampler implements Sampler {

  private static final Attributes BLANKED =
      List.of("url.path", "url.query", "url.full", "client.address", "user_agent.original").stream()
          .collect(
              Attributes::builder,
              (all, name) -> all.put(AttributeKey.stringKey(name), ""),
              (one, other) -> one.putAll(other.build()))
          .build();

  private static final SamplingResult BLANK =
      SamplingResult.create(SamplingDecision.RECORD_AND_SAMPLE, BLANKED);

  private final Sampler inner;

  DiscreetSampler(
      @ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint") Optional<String> endpoint) {
    inner =
        endpoint.filter(url -> !url.isBlank()).isPresent()
            ? Sampler.parentBased(Sampler.alwaysOn())
            : Sampler.alwaysOff();
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String trace,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    var result = inner.shouldSample(parent, trace, name, kind, attributes, links);
    return result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE ? BLANK : result;
  }

  @Override
  public String getDescription() {
    return "discreet";
  }
}
