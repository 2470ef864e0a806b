package nl.tenzij.exception.exemption;

import java.util.List;
import java.util.stream.Stream;

/**
 * The layered response to use that is not as agreed (S3 §5C), as far as it has come: talk, then
 * guidance, then a suspension, and no step skipped. A suspension begins it anew.
 */
public record Steps(List<Talk> talks, List<Guidance> guidance) {

  static final Steps NONE = new Steps(List.of(), List.of());

  public Steps {
    talks = List.copyOf(talks);
    guidance = List.copyOf(guidance);
  }

  Steps with(Talk talk) {
    return new Steps(Stream.concat(talks.stream(), Stream.of(talk)).toList(), guidance);
  }

  Steps with(Guidance more) {
    return new Steps(talks, Stream.concat(guidance.stream(), Stream.of(more)).toList());
  }
}
