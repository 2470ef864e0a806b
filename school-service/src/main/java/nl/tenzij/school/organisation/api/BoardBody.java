package nl.tenzij.school.organisation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Period;
import nl.tenzij.school.organisation.CentralDesk;
import nl.tenzij.school.organisation.RegisteredBoard;

/** A board as it presents itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BoardBody(@NotBlank @Size(max = 200) String title, @Valid Desk centralDesk) {

  /**
   * Where the board takes questions and complaints; the desk's own addresses, not a person's.
   *
   * @param term within which it answers, such as {@code P6W}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Desk(
      @NotBlank @Size(max = 200) String title,
      @Email @Size(max = 254) String email,
      @Pattern(regexp = "\\+?[0-9 ()-]{6,25}") String phone,
      @NotNull Period term) {}

  CentralDesk toDesk() {
    return centralDesk == null
        ? null
        : new CentralDesk(
            centralDesk.title(), centralDesk.email(), centralDesk.phone(), centralDesk.term());
  }

  static BoardBody of(RegisteredBoard board) {
    return new BoardBody(board.title(), desk(board.desk()));
  }

  static Desk desk(CentralDesk desk) {
    return desk == null ? null : new Desk(desk.title(), desk.email(), desk.phone(), desk.term());
  }
}
