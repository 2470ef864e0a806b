package nl.tenzij.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Blanks once more when a span ends what {@link DiscreetSampler} blanked when it began: the address
 * of the other side is set in between, by instrumentation that asks no sampler. Of all that the SDK
 * calls, only this can still change a span then.
 */
@ApplicationScoped
public class DiscreetSpans implements ExtendedSpanProcessor {

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    Discreet.BLANKED.forEach(
        (name, blank) -> {
          if (span.getAttribute(name) != null) {
            span.setAttribute(name.getKey(), "");
          }
        });
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}
}
