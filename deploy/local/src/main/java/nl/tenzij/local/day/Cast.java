package nl.tenzij.local.day;

import java.util.List;
import java.util.Map;

/**
 * A school of the day, and who makes its policy. Its people are those of the demo's roster; they
 * sign in by their given names.
 *
 * @param board whose school it is
 * @param school its id
 * @param name what people call it
 * @param mailDomain where its guardians have their mail, by which days at several schools differ
 * @param head who leads it
 * @param template what its policy begins with
 * @param council who speaks for which section; a primary school's council has no pupils
 */
public record Cast(
    String board,
    String school,
    String name,
    String mailDomain,
    String head,
    String template,
    Map<String, String> council) {

  /** A secondary school, at which the day is played. */
  public static final Cast COLLEGE_EEN =
      new Cast(
          "stichting-tenboom",
          "college-een",
          "College Eén",
          "example.org",
          "hanna",
          "s2-device-ban",
          Map.of("STAFF", "mira", "PARENTS", "mona", "PUPILS", "mees"));

  /** The primary school of the same board. */
  static final Cast DE_LINDE =
      new Cast(
          "stichting-tenboom",
          "de-linde",
          "De Linde",
          "example.org",
          "hugo",
          "home-or-locker",
          Map.of("STAFF", "joke", "PARENTS", "paul"));

  static final String CLASS = "k-3hv1";

  /** Another one, of which little is told. */
  static final String OTHER_CLASS = "k-2hv1";

  static final String SAM = "p-sam";
  static final String NOA = "p-noa";
  static final String ZOE = "p-zoe";
  static final String DAAN = "p-daan";
  static final String LINA = "p-lina";
  static final String BO = "p-bo";

  /** Of the class. */
  static final List<String> PUPILS = List.of(SAM, NOA, ZOE, DAAN, LINA, BO);

  static final String FATMA = "g-fatma";
  static final String PIET = "g-piet";
  static final String ALI = "g-ali";
  static final String ANN = "g-ann";
  static final String ELS = "g-els";
  static final String MAREK = "g-marek";
  static final String RIA = "g-ria";

  /** Of the other class, with nobody at home who is told of them. */
  static final List<String> WARNED = List.of("p-femke", "p-tygo", "p-ilias", "p-saar", "p-mila");

  /** Of the same. */
  static final List<String> PLANNERS = List.of("p-finn", "p-bram", "p-lieke", "p-otis");

  static final String EWA = "g-ewa";

  /** Everybody at home, of the secondary school. */
  static final List<String> GUARDIANS = List.of(FATMA, PIET, ALI, ANN, ELS, MAREK, RIA);

  String at() {
    return "/api/v1/schools/" + school;
  }

  /** Where a guardian has mail. */
  String mail(String guardian) {
    return guardian.substring(2) + "@" + mailDomain;
  }

  /** The given name behind an id of the roster. */
  static String called(String id) {
    String given = id.substring(id.indexOf('-') + 1);
    return given.equals("zoe")
        ? "Zoë"
        : Character.toUpperCase(given.charAt(0)) + given.substring(1);
  }
}
