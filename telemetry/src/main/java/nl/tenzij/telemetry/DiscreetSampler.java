package nl.tenzij.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
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
 * pupils' pseudonyms, and an address is one of a person too. The trace's id goes on in any case;
 * its state does not, since a client can write anything into it.
 */
@ApplicationScoped
public class DiscreetSampler implements Sampler {

  private record WithoutState(SamplingDecision decision, Attributes attributes)
      implements SamplingResult {
    @Override
    public SamplingDecision getDecision() {
      return decision;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState fromClient) {
      return TraceState.getDefault();
    }
  }

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
    var decision = inner.shouldSample(parent, trace, name, kind, attributes, links).getDecision();
    return new WithoutState(
        decision,
        decision == SamplingDecision.RECORD_AND_SAMPLE ? Discreet.BLANKED : Attributes.empty());
  }

  @Override
  public String getDescription() {
    return "discreet";
  }
}
