package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Optional;

/** An exemption as it stands. */
public sealed interface Exemption {

  /** Nothing was asked. */
  record Unasked() implements Exemption {}

  /** Something was asked; all that follows builds on it. */
  sealed interface Asked extends Exemption {
    Request request();

    Status status();

    /** Those who assess or assessed it; empty before. */
    default Optional<CoreTeam> team() {
      return Optional.empty();
    }

    /** What is or was granted. */
    default Optional<Grant> granted() {
      return Optional.empty();
    }
  }

  record Requested(Request request) implements Asked {
    @Override
    public Status status() {
      return Status.REQUESTED;
    }
  }

  record Complete(Request request) implements Asked {
    @Override
    public Status status() {
      return Status.COMPLETE;
    }
  }

  record UnderAssessment(Request request, CoreTeam assessors) implements Asked {
    @Override
    public Status status() {
      return Status.UNDER_ASSESSMENT;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }
  }

  record Denied(Request request, CoreTeam assessors, Judgement judgement) implements Asked {
    @Override
    public Status status() {
      return Status.REFUSED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }
  }

  record Withdrawn(Request request) implements Asked {
    @Override
    public Status status() {
      return Status.WITHDRAWN;
    }
  }

  /** In force. */
  record Active(Request request, CoreTeam assessors, Grant grant) implements Asked {
    @Override
    public Status status() {
      return Status.ACTIVE;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }

    @Override
    public Optional<Grant> granted() {
      return Optional.of(grant);
    }
  }

  /**
   * Out of force for a while.
   *
   * @param until last day
   */
  record Suspended(Active active, LocalDate until) implements Asked {
    @Override
    public Request request() {
      return active.request();
    }

    @Override
    public Status status() {
      return Status.SUSPENDED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return active.team();
    }

    @Override
    public Optional<Grant> granted() {
      return active.granted();
    }
  }

  record Ended(Active active, EndCause cause) implements Asked {
    @Override
    public Request request() {
      return active.request();
    }

    @Override
    public Status status() {
      return Status.ENDED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return active.team();
    }

    @Override
    public Optional<Grant> granted() {
      return active.granted();
    }
  }
}
