package nl.tenzij.sanction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.UUID;

/** Says what exception-service would say. */
final class ExceptionTells extends Teller {

  ExceptionTells() {
    super("exception");
  }

  /** For a phone in lessons of a subject in the classroom; whom to ask is st-cora. */
  UUID granted(
      String board, String school, String exemption, String pupil, String subject, LocalDate from) {
    return granted(board, school, exemption, pupil, subject, from, "st-cora");
  }

  /** The same; whom to ask is somebody else. */
  UUID granted(
      String board,
      String school,
      String exemption,
      String pupil,
      String subject,
      LocalDate from,
      String contact) {
    ObjectNode told =
        example("exemption-granted.v1")
            .put("exemption", exemption)
            .put("pupil", pupil)
            .put("contact", contact)
            .put("from", from.toString());
    told.putArray("subjects").add(subject);
    told.putArray("devices").add("SMARTPHONE");
    told.putArray("windows").addObject().put("from", "08:30").put("until", "13:50");
    return tell(board, school, pupil, "exemption-granted.v1", told);
  }

  UUID suspended(
      String board,
      String school,
      String exemption,
      String pupil,
      LocalDate from,
      LocalDate until) {
    return tell(
        board,
        school,
        pupil,
        "exemption-suspended.v1",
        example("exemption-suspended.v1")
            .put("exemption", exemption)
            .put("pupil", pupil)
            .put("from", from.toString())
            .put("until", until.toString()));
  }

  void resumed(String board, String school, String exemption, String pupil) {
    tell(
        board,
        school,
        pupil,
        "exemption-resumed.v1",
        example("exemption-resumed.v1").put("exemption", exemption).put("pupil", pupil));
  }

  void ended(String board, String school, String exemption, String pupil) {
    tell(
        board,
        school,
        pupil,
        "exemption-ended.v1",
        example("exemption-ended.v1").put("exemption", exemption).put("pupil", pupil));
  }
}
