package nl.tenzij.local.day;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the day's people write of a pupil's health, and how the roster calls them: planted, so that
 * whoever looks through topics, logs, metrics, traces, problem texts and mails can tell where it is
 * found.
 */
public final class Planted {

  /** Words of health: sealed in the log of exception-service, and read by the core team only. */
  public static final List<String> MEDICAL =
      List.of("diabetes", "glucose", "insuline", "doof", "gehoorverlies", "schrijftolk");

  /**
   * By which the roster calls people: they stand on topics and in the API, and in no log, metric,
   * trace or problem text.
   */
  public static final List<String> PSEUDONYMS =
      Stream.of(
              Cast.PUPILS,
              Cast.WARNED,
              Cast.PLANNERS,
              Cast.GUARDIANS,
              List.of("st-tim", "st-hanna", "st-cora", "st-eva"),
              List.of("p-kuba", Cast.EWA, "st-hugo", "st-joke"))
          .flatMap(List::stream)
          .toList();

  /**
   * What people say of each other in free words: it stays within the school. Each is of one text
   * alone, so that who finds it is seen to have read that and no other.
   */
  public static final List<String> TOLD =
      List.of(
          "kleedkamer",
          "omkleden",
          "titratie",
          "binnenzak",
          "spelletje",
          "puzzelen",
          "schooltas",
          "behendig",
          "bijbenen",
          "wastafels");

  static final String DAAN_IN_HIS_OWN_WORDS =
      "Ik heb diabetes. Mijn telefoon piept als mijn glucose te laag is, dan neem ik wat.";

  static final String DAANS_FUNCTION = "glucose-app";

  static final byte[] DAANS_STATEMENT =
      """
      %PDF-1.7
      1 0 obj
      (Verklaring van de kinderarts: diabetes type 1, insuline via een pomp, glucose op de telefoon)
      endobj
      %%EOF
      """
          .getBytes(StandardCharsets.UTF_8);

  static final String LINA_IN_HER_OWN_WORDS =
      "Ik ben doof. Mijn tablet schrijft op wat de leraar zegt, dan kan ik meedoen.";

  static final String LINAS_FUNCTION = "schrijftolk";

  /** A picture of one dot, in place of a photographed letter. */
  static final byte[] LINAS_PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==");

  static final String WHY_DAAN =
      "Daan volgt met de telefoon zijn glucose. Dat hoort bij zijn diabetes en kan niet wachten.";

  static final String WHY_LINA =
      "Lina is doof; met de schrijftolk op haar tablet volgt zij de les. Niets anders helpt zo goed.";

  /** What each member of the core team holds of it, which is not the decision. */
  static final String HELD_OF_DAAN = "Hij is behendig met de glucose-app en leidt niemand af.";

  static final String HELD_OF_LINA = "Met de schrijftolk kan zij een gesprek in de klas bijbenen.";

  static final String WHY_READ = "Nodig om de aanvraag over diabetes te beoordelen.";

  static final String A_GAME = "Er stond een spelletje op het scherm, niet de glucose-app.";

  static final String IN_THE_CHANGING_ROOM = "Filmde Zoë in de kleedkamer en liet het zien.";

  static final String WHY_SUSPENDED = "Zij filmde een ander bij het omkleden en gaf dat toe.";

  /** To Noa and her father: in their letter, and in no mail. */
  static final String EXPLAINED =
      "Je filmde iemand bij de wastafels en liet dat anderen zien. Dat mag nooit: wie zich"
          + " verkleedt, moet zich veilig voelen.";

  static final String A_TITRATION = "De stopwatch bij de titratie.";

  static final String IN_THE_INSIDE_POCKET = "De telefoon zat in de binnenzak en ging af.";

  static final String TALKED_OVER = "Bleef na zijn glucose nog even puzzelen, en zag dat zelf.";

  static final String AGREED = "Na de glucose-app gaat de telefoon terug in de schooltas.";

  private Planted() {}
}
