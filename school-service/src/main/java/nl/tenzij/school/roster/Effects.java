package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** What a push did, one stream after the other. */
final class Effects {

  private final List<Effect> effects = new ArrayList<>();

  Uni<Effect> then(Uni<Effect> next) {
    return next.invoke(effects::add);
  }

  boolean known() {
    return effects.stream().anyMatch(Effect::known);
  }

  Pushed.Outcome outcome(SingleRecord looked) {
    long position = effects.stream().mapToLong(Effect::position).max().orElse(0);
    int partition = effects.isEmpty() ? 0 : effects.getFirst().partition();
    return new Pushed.Outcome(
        position > 0,
        looked.remarks().stream()
            .map(each -> new Pushed.Finding(each.field(), each.code(), each.detail()))
            .toList(),
        partition,
        position);
  }
}
