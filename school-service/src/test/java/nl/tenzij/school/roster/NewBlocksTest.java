package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tenzij.school.roster.NewBlocks.Known;
import org.junit.jupiter.api.Test;

class NewBlocksTest {

  private static final byte[] KEY = "a key of a roster".getBytes(StandardCharsets.UTF_8);
  private static final String HEADER = "sourcedId,name,type";

  private final Map<UUID, Known> known = new HashMap<>();
  private final List<UUID> skipped = new ArrayList<>();

  private static List<String> lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "s%d,\"School %d\",school".formatted(i, i * 7919 % 1000))
        .toList();
  }

  /** What is read of a file, by line number; all of it is known afterwards. */
  private Map<Long, String> read(String header, List<String> lines) {
    String text = header + "\n" + String.join("\n", lines) + "\n";
    Map<UUID, Known> next = new HashMap<>();
    skipped.clear();
    NewBlocks blocks =
        new NewBlocks(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new Marks(KEY, RosterFile.ORGS),
            known,
            (hash, was, firstInFile) -> {
              skipped.add(hash);
              next.put(hash, was);
            },
            block -> {
              if (block.clean()) {
                next.put(
                    block.hash(),
                    new Known(
                        block.lines(), block.outside(), block.disabled(), block.firstDisabled()));
              }
            });
    LineReader reader = new LineReader(RosterFile.ORGS, new Opening(blocks, ','), blocks);
    Map<Long, String> read = new HashMap<>();
    while (reader.hasNext()) {
      Line line = reader.next();
      line.block().has(line, false);
      read.put(line.number(), line.sourcedId());
    }
    blocks.end();
    known.clear();
    known.putAll(next);
    return read;
  }

  private static String idAt(List<String> lines, long number) {
    return lines.get((int) number - 2).split(",")[0];
  }

  @Test
  void aFileThatIsKnownIsNotReadAgain() {
    List<String> lines = lines(5000);
    assertThat(read(HEADER, lines).size()).isEqualTo(5000);
    assertThat(read(HEADER, lines)).isEmpty();
    assertThat(known.values().stream().mapToInt(Known::lines).sum()).isEqualTo(5000);
  }

  @Test
  void aChangeIsReadWithTheLinesAroundItAtTheirPlaces() {
    List<String> lines = new ArrayList<>(lines(5000));
    read(HEADER, lines);
    lines.set(2500, "s2500,Other,school");
    lines.remove(1000);
    lines.add(4000, "new,New,school");
    Map<Long, String> read = read(HEADER, lines);

    assertThat(read).containsValues("s2500", "new");
    assertThat(read).hasSizeLessThan(1000);
    assertThat(read).allSatisfy((number, id) -> assertThat(id).isEqualTo(idAt(lines, number)));
    assertThat(read(HEADER, lines)).isEmpty();
  }

  @Test
  void anotherHeaderMakesAllOfItNew() {
    List<String> lines = lines(100);
    read(HEADER, lines);
    assertThat(read("sourcedId,name,TYPE", lines).size()).isEqualTo(100);
  }

  @Test
  void whatWasNotUnderstoodToTheLastIsReadEachTime() {
    List<String> lines = new ArrayList<>(lines(1000));
    lines.set(500, "s500,Bad,castle");
    read(HEADER, lines);
    Map<Long, String> read = read(HEADER, lines);
    assertThat(read.get(502L)).isEqualTo("s500");
    assertThat(read.size()).isLessThan(300);
  }

  @Test
  void aRunThatStandsTwiceIsReadTheSecondTime() {
    List<String> lines = lines(1000);
    read(HEADER, lines);
    List<String> twice = new ArrayList<>(lines);
    twice.addAll(lines);
    assertThat(read(HEADER, twice).size()).isBetween(900, 1100);
  }

  @Test
  void aQuotedLineBreakDoesNotEndARun() {
    List<String> lines = new ArrayList<>(lines(300));
    for (int i = 0; i < 300; i += 3) {
      lines.set(i, "s%d,\"two\nlines\",school".formatted(i));
    }
    Map<Long, String> read = read(HEADER, lines);
    assertThat(read).hasSize(300).containsEntry(2L, "s0").containsEntry(4L, "s1");
  }

  @Test
  void aQuoteThatNeverEndsDoesNotGrowMemory() {
    List<String> lines = new ArrayList<>(lines(100));
    lines.add("x,\"never");
    lines.addAll(lines(60_000));
    NewBlocks blocks =
        new NewBlocks(
            new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
            new Marks(KEY, RosterFile.ORGS),
            known,
            (hash, was, firstInFile) -> {},
            block -> {});
    assertThat(blocks).satisfies(all -> assertThat(all.readAllBytes()).hasSizeGreaterThan(1 << 20));
  }
}
