package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.web.KeyUsed;

/**
 * An anonymous survey. Answers are added up at once and are nowhere by themselves: not in the log,
 * not in a row of their own, without a moment and without an order. That somebody has answered is
 * kept beside them, as a code that only the survey's own key can make. The key is hidden by the
 * master key, and key and codes are destroyed when the survey ends ({@link SurveyKeys}).
 */
@ApplicationScoped
public class Survey {

  /** Fewer than this, and a figure would tell what single people think. */
  public static final int AT_LEAST = 5;

  private static final String CODE = "HmacSHA256";
  private static final String KEY = "select hidden from survey_key where evaluation = $1 for share";
  private static final String ONCE =
      """
      insert into survey_answerer (evaluation, answerer, sent_under, sent) values ($1, $2, $3, $4)
      on conflict (evaluation, answerer) do nothing
      """;
  private static final String BEFORE =
      """
      select coalesce(sent_under = $3, false), coalesce(sent = $4, false) from survey_answerer
      where evaluation = $1 and answerer = $2
      """;
  private static final String ADD =
      """
      insert into survey_tally (evaluation, audience, statement, answer, times)
      values ($1, $2, $3, $4, 1)
      on conflict (evaluation, audience, statement, answer)
      do update set times = survey_tally.times + 1
      """;
  private static final String ADDED_UP =
      """
      select audience, statement, answer, times from survey_tally
      where evaluation = $1
        and not exists (select 1 from survey_key k where k.evaluation = $1)
      """;

  @Inject Pool pool;
  @Inject Vault vault;

  /** There is no key to answer under: not yet, or no more. */
  public static final class NoKey extends RuntimeException {

    NoKey() {
      super("the survey has no key", null, false, false);
    }
  }

  /** How often each answer was given to each statement, by audience. */
  public record Tally(Map<Audience, Map<String, Map<Answer, Integer>>> times) {

    /** How many of an audience answered; everyone answers every statement. */
    public int answers(Audience audience, String statement) {
      return times
          .getOrDefault(audience, Map.of())
          .getOrDefault(statement, Map.of())
          .values()
          .stream()
          .mapToInt(Integer::intValue)
          .sum();
    }

    public int of(Audience audience, String statement, Answer answer) {
      return times
          .getOrDefault(audience, Map.of())
          .getOrDefault(statement, Map.of())
          .getOrDefault(answer, 0);
    }
  }

  /**
   * What somebody answers.
   *
   * @param sentUnder the Idempotency-Key
   * @param answers to every statement of the audience
   */
  public record Sheet(
      String person, Optional<String> sentUnder, Audience audience, Map<String, Answer> answers) {

    private String text() {
      return audience + "\n" + new TreeMap<>(answers);
    }
  }

  /**
   * What is kept of a sheet: codes that only the survey's own key can make, and those of what was
   * sent only together with the Idempotency-Key, which is kept nowhere. Without one there are none.
   */
  private record Codes(Buffer person, Buffer sentUnder, Buffer sent) {

    static Codes of(Sheet sheet, byte[] key) {
      String person = sheet.person();
      return new Codes(
          code(key, person),
          sheet.sentUnder().map(under -> code(key, person, under)).orElse(null),
          sheet.sentUnder().map(under -> code(key, person, under, sheet.text())).orElse(null));
    }

    Tuple of(UUID evaluation) {
      return Tuple.of(evaluation, person, sentUnder, sent);
    }
  }

  /**
   * Adds somebody's answers up; what comes again under its Idempotency-Key is not added again.
   *
   * @return fails with {@link NoKey} where the survey is not open, with {@link Refused} where the
   *     person answered before, with {@link KeyUsed} where they answered otherwise under the same
   *     key
   */
  public Uni<Void> answer(UUID evaluation, Sheet sheet) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(KEY)
                .execute(Tuple.of(evaluation))
                .map(found -> key(evaluation, found))
                .chain(key -> isFirst(sql, evaluation, Codes.of(sheet, key)))
                .chain(
                    first ->
                        first
                            ? add(sql, evaluation, sheet.audience(), new TreeMap<>(sheet.answers()))
                            : Uni.createFrom().voidItem()));
  }

  private byte[] key(UUID evaluation, RowSet<Row> found) {
    if (found.size() == 0) {
      throw new NoKey();
    }
    return vault
        .show(found.iterator().next().getString(0), place(evaluation))
        .map(Base64.getDecoder()::decode)
        .orElseThrow(() -> new IllegalStateException("a survey's key can't be read"));
  }

  /** What a key is hidden for: it can't be read as another survey's. */
  static String place(UUID evaluation) {
    return "survey/" + evaluation;
  }

  /** No part has a line break in it, but for the last. */
  private static Buffer code(byte[] key, String... parts) {
    try {
      Mac mac = Mac.getInstance(CODE);
      mac.init(new SecretKeySpec(key, CODE));
      return Buffer.buffer(mac.doFinal(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Uni<Boolean> isFirst(SqlConnection sql, UUID evaluation, Codes codes) {
    return sql.preparedQuery(ONCE)
        .execute(codes.of(evaluation))
        .chain(
            done ->
                done.rowCount() == 1
                    ? Uni.createFrom().item(true)
                    : sql.preparedQuery(BEFORE)
                        .execute(codes.of(evaluation))
                        .invoke(before -> cameBefore(before.iterator().next()))
                        .replaceWith(false));
  }

  private static void cameBefore(Row before) {
    if (!before.getBoolean(0)) {
      throw new Refused("already-answered", "everyone answers a survey once");
    }
    if (!before.getBoolean(1)) {
      throw new KeyUsed();
    }
  }

  /** In one order, so that two who answer at once do not wait for each other in a ring. */
  private static Uni<Void> add(
      SqlConnection sql, UUID evaluation, Audience audience, TreeMap<String, Answer> answers) {
    return Multi.createFrom()
        .iterable(answers.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            each ->
                sql.preparedQuery(ADD)
                    .execute(
                        Tuple.of(
                            evaluation, audience.name(), each.getKey(), each.getValue().name())))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * The sums; nothing while there is a key. Whoever answers holds on to the key until the answer is
   * added, so no answer comes after the first sums were shown.
   */
  public Uni<Tally> tally(UUID evaluation) {
    return pool.preparedQuery(ADDED_UP).execute(Tuple.of(evaluation)).map(Survey::tally);
  }

  private static Tally tally(RowSet<Row> rows) {
    Map<Audience, Map<String, Map<Answer, Integer>>> times = new EnumMap<>(Audience.class);
    for (Row row : rows) {
      times
          .computeIfAbsent(Audience.valueOf(row.getString(0)), audience -> new TreeMap<>())
          .computeIfAbsent(row.getString(1), statement -> new EnumMap<>(Answer.class))
          .put(Answer.valueOf(row.getString(2)), row.getInteger(3));
    }
    return new Tally(times);
  }
}
