package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscreetSamplerTest {

  private static final Attributes OF_A_REQUEST =
      Attributes.of(
          AttributeKey.stringKey("url.path"), "/api/v1/schools/school-1/pupils/p-sam/verdict",
          AttributeKey.stringKey("url.query"), "device=SMARTPHONE");

  private static SamplingResult sample(String endpoint) {
    return new DiscreetSampler(Optional.ofNullable(endpoint))
        .shouldSample(
            Context.root(),
            "0af7651916cd43dd8448eb211c80319c",
            "GET",
            SpanKind.SERVER,
            OF_A_REQUEST,
            List.of());
  }

  @Test
  void a_trace_that_is_collected_says_nothing_of_whom_it_is_about() {
    SamplingResult result = sample("http://collector.example:4317");

    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(result.getAttributes().get(AttributeKey.stringKey("url.path"))).isEmpty();
    assertThat(result.getAttributes().get(AttributeKey.stringKey("url.query"))).isEmpty();
  }

  @Test
  void where_nobody_collects_nothing_is_recorded() {
    assertThat(sample(null).getDecision()).isEqualTo(SamplingDecision.DROP);
    assertThat(sample("").getDecision()).isEqualTo(SamplingDecision.DROP);
  }
}
