package nl.tenzij.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks at what leaves the process. */
class DiscreetTracesTest {

  private static final String PATH = "/api/v1/schools/school-1/pupils/p-sam/verdict";

  private final List<SpanData> exported = new ArrayList<>();

  private final SpanExporter exporter =
      new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          exported.addAll(spans);
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
          return CompletableResultCode.ofSuccess();
        }
      };

  private void request(String endpoint) {
    var parent =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("vendor", "p-sam").build());
    try (var provider =
        SdkTracerProvider.builder()
            .setSampler(new DiscreetSampler(Optional.ofNullable(endpoint)))
            .addSpanProcessor(new DiscreetSpans())
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      var span =
          provider
              .get("test")
              .spanBuilder("GET")
              .setParent(Context.root().with(Span.wrap(parent)))
              .setAttribute("url.path", PATH)
              .setAttribute("url.query", "device=SMARTPHONE")
              .setAttribute("http.request.method", "GET")
              .startSpan();
      // as the instrumentation does when the answer is out
      span.setAttribute("network.peer.address", "192.0.2.7");
      span.setAttribute("client.address", "192.0.2.7");
      span.setAttribute("http.route", "/api/v1/schools/{school}/pupils/{pupil}/verdict");
      span.end();
    }
  }

  @Test
  void aTraceThatIsCollectedSaysNothingOfWhomItIsAboutOrWhoAsked() {
    request("http://collector.example:4317");

    assertThat(exported).hasSize(1);
    var span = exported.getFirst();
    assertThat(span.getAttributes().toString()).doesNotContain("p-sam", "192.0.2.7", "SMARTPHONE");
    assertThat(span.getSpanContext().getTraceState().isEmpty()).isTrue();
    assertThat(span.getAttributes().get(AttributeKey.stringKey("http.route"))).isNotBlank();
    assertThat(span.getAttributes().get(AttributeKey.stringKey("http.request.method")))
        .isEqualTo("GET");
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void whereNobodyCollectsNothingIsRecorded() {
    request(null);
    request("");
    request(" ");

    assertThat(exported).isEmpty();
  }
}
