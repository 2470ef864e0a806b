package nl.tenzij.ledger.web;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps queries of URLs out of traces: what is looked for can be about a person. (Words of failures
 * are kept out by the configuration, which allows spans no events.)
 */
@Singleton
public class QuietTraces implements SpanProcessor {

  private static final String CUT = "…";
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final List<AttributeKey<String>> WHOLE =
      List.of(
          AttributeKey.stringKey("url.full"),
          AttributeKey.stringKey("http.target"),
          AttributeKey.stringKey("http.url"));

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, CUT);
    }
    for (AttributeKey<String> key : WHOLE) {
      String url = span.getAttribute(key);
      if (url != null && url.indexOf('?') >= 0) {
        span.setAttribute(key, url.substring(0, url.indexOf('?') + 1) + CUT);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // nothing is held
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
