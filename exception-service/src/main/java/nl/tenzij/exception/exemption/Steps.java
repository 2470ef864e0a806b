package nl.tenzij.exception.exemption;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layered response to use that is not as agreed (S3 §5C), as far as it has come: talk, then
 * guidance, then a suspension, and no step skipped. A suspension begins it anew; what was before
 * stays to be read.
 *
 * @param rounds those that came to a suspension
 */
public record Steps(List<Talk> talks, List<Guidance> guidance, List<Round> rounds) {

  static final Steps NONE = new Steps(List.of(), List.of(), List.of());

  public Steps {
    talks = List.copyOf(talks);
    guidance = List.copyOf(guidance);
    rounds = List.copyOf(rounds);
  }

  Steps with(Talk talk) {
    return new Steps(Stream.concat(talks.stream(), Stream.of(talk)).toList(), guidance, rounds);
  }

  Steps with(Guidance more) {
    return new Steps(talks, Stream.concat(guidance.stream(), Stream.of(more)).toList(), rounds);
  }

  Steps suspended(Suspension suspension) {
    Round round = new Round(talks, guidance, suspension, Optional.empty());
    return new Steps(
        List.of(), List.of(), Stream.concat(rounds.stream(), Stream.of(round)).toList());
  }

  Steps resumed(Round.Back back) {
    List<Round> all = new ArrayList<>(rounds);
    all.set(all.size() - 1, all.getLast().with(back));
    return new Steps(talks, guidance, all);
  }
}
