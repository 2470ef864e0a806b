package nl.tenzij.school.organisation;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.organisation.BoardCommand.RegisterBoard;
import nl.tenzij.school.organisation.BoardEvent.BoardChanged;
import nl.tenzij.school.organisation.BoardEvent.BoardRegistered;

/** A board says what it is called and where it takes questions. */
public final class BoardDecider implements Decider<BoardCommand, RegisteredBoard, BoardEvent> {

  @Override
  public RegisteredBoard initial() {
    return RegisteredBoard.NONE;
  }

  @Override
  public List<BoardEvent> decide(BoardCommand command, RegisteredBoard known) {
    return switch (command) {
      case RegisterBoard(String board, String title, CentralDesk desk) -> {
        if (new RegisteredBoard(board, title, desk).equals(known)) {
          yield List.of();
        }
        yield List.of(
            known.board() == null
                ? new BoardRegistered(board, title, desk)
                : new BoardChanged(board, title, desk));
      }
    };
  }

  @Override
  public RegisteredBoard evolve(RegisteredBoard known, BoardEvent event) {
    return switch (event) {
      case BoardRegistered(var board, var title, var desk) ->
          new RegisteredBoard(board, title, desk);
      case BoardChanged(var board, var title, var desk) -> new RegisteredBoard(board, title, desk);
    };
  }
}
